/* math_text_test.c - formulas as lines of text: brackets where the line would else say something else. */
#include "check.h"
#include "layout/math_text.h"

static struct buf out;

static void check_tex(const char *tex, const char *words)
{
	buf_clear(&out);
	math_text_put(&out, str_from_c(tex), STR_NONE, true);
	CHECK_STR(buf_str(&out), words);
}

static void check_mathml(const char *mathml, const char *words)
{
	buf_clear(&out);
	math_text_put(&out, STR_NONE, str_from_c(mathml), true);
	CHECK_STR(buf_str(&out), words);
}

int main(void)
{
	buf_init(&out);
	check_tex("x^2+y_1", "x² + y₁");
	check_tex("E = mc^2", "E = mc²");
	check_tex("\\frac{a+b}{2}", "(a + b)/2");
	check_tex("\\frac12 \\times 10^{-3}", "1/2 × 10⁻³");
	check_tex("\\sqrt{x}+\\sqrt[3]{a+1}", "√x + ³√(a + 1)");
	check_tex("{a+b}^2 = (a+b)^n", "(a + b)² = (a + b)ⁿ");
	check_tex("e^{x+k}", "e^(x + k)");
	check_tex("\\alpha \\le -1", "α ≤ -1");
	check_tex("O(n \\log n)", "O(n log n)");
	check_tex("\\frac{\\text{QPS}}{\\text{per second}}", "QPS/(per second)");
	check_tex("\\sum_{i=0}^{n} x_i", "∑ᵢ₌₀ⁿ xᵢ");
	check_tex("^", "^");
	check_tex("\\frac{{{", "/");
	check_tex("a\\", "a");
	check_mathml("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math>",
		     "x² + a/b");
	check_mathml("<math><msup><mrow><mi>a</mi><mo>-</mo><mi>b</mi></mrow><mi>k</mi></msup></math>", "(a - b)^k");
	check_mathml("<math><msqrt><mi>a</mi><mo>+</mo><mn>1</mn></msqrt><mroot><mi>x</mi><mn>3</mn></mroot></math>",
		     "√(a + 1)³√x");
	check_mathml("<math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi>"
		     "</munderover></math>", "∑ᵢ₌₀ⁿ");
	check_mathml("<math><mover><mi>x</mi><mo>¯</mo></mover></math>", "x\xCC\x84");
	check_mathml("<semantics><mi>x</mi><annotation>TeX</annotation></semantics>", "x");
	check_mathml("<mfrac><mi>a</mi>", "a");
	buf_clear(&out);
	math_text_put(&out, STR("x^2+\\sqrt[3]{y_1}"), STR_NONE, false);
	CHECK_STR(buf_str(&out), "x^2 + 3-√(y_1)");
	buf_done(&out);
	return 0;
}
