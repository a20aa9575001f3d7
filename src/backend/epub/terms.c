/* terms.c - the few words a book says by itself, in its own language where they are known here. */
#include "backend/epub/epub.h"

static const struct {
	const char *language; /* primary subtag; "" is for all others */
	const char *words[TERM_COUNT];
} rows[] = {
	{ "ar", { "الغلاف", "صفحة العنوان", "المحتويات", "معالم الكتاب", "البداية", "عن هذا الكتاب", "التتمة في",
		  "رسم أكبر", "رجوع", "المصدر", "الخلاصة", "الترخيص", "المقالات", "التواريخ", "الناشر", "أُنشئ بواسطة" } },
	{ "de", { "Umschlag", "Titelseite", "Inhalt", "Orientierung", "Beginn", "Über dieses Buch", "Weiter auf",
		  "Größere Zeichnung", "Zurück", "Quelle", "Feed", "Lizenz", "Artikel", "Zeitraum", "Verlag", "Erzeugt von" } },
	{ "es", { "Cubierta", "Portada", "Índice", "Puntos de referencia", "Comienzo", "Acerca de este libro",
		  "Continúa en", "Dibujo más grande", "Volver", "Fuente", "Canal", "Licencia", "Artículos", "Fechas",
		  "Editorial", "Creado con" } },
	{ "fr", { "Couverture", "Page de titre", "Table des matières", "Repères", "Début", "À propos de ce livre",
		  "Suite sur", "Dessin agrandi", "Retour", "Source", "Flux", "Licence", "Articles", "Dates", "Éditeur",
		  "Créé avec" } },
	{ "it", { "Copertina", "Frontespizio", "Indice", "Punti di riferimento", "Inizio", "Informazioni sul libro",
		  "Continua su", "Disegno più grande", "Indietro", "Fonte", "Feed", "Licenza", "Articoli", "Date",
		  "Editore", "Creato con" } },
	{ "ja", { "表紙", "扉", "目次", "ランドマーク", "本文", "この本について", "続きはこちら", "図を拡大", "戻る", "出典",
		  "フィード", "ライセンス", "記事数", "期間", "発行者", "作成" } },
	{ "nl", { "Omslag", "Titelpagina", "Inhoud", "Oriëntatiepunten", "Begin", "Over dit boek", "Gaat verder op",
		  "Grotere tekening", "Terug", "Bron", "Feed", "Licentie", "Artikelen", "Periode", "Uitgever", "Gemaakt met" } },
	{ "pl", { "Okładka", "Strona tytułowa", "Spis treści", "Punkty orientacyjne", "Początek", "O tej książce",
		  "Ciąg dalszy", "Większy rysunek", "Wróć", "Źródło", "Kanał", "Licencja", "Artykuły", "Daty", "Wydawca",
		  "Utworzono w" } },
	{ "pt", { "Capa", "Página de rosto", "Sumário", "Pontos de referência", "Início", "Sobre este livro",
		  "Continua em", "Desenho maior", "Voltar", "Fonte", "Feed", "Licença", "Artigos", "Datas", "Editora",
		  "Criado com" } },
	{ "ru", { "Обложка", "Титульный лист", "Содержание", "Ориентиры", "Начало", "Об этой книге", "Продолжение",
		  "Крупный рисунок", "Назад", "Источник", "Лента", "Лицензия", "Статьи", "Даты", "Издатель", "Создано в" } },
	{ "zh", { "封面", "书名页", "目录", "导航点", "正文", "关于本书", "全文见", "放大图", "返回", "来源", "订阅源", "许可",
		  "文章数", "日期", "出版者", "制作" } },
	{ "", { "Cover", "Title page", "Contents", "Landmarks", "Start", "About this book", "Continues at",
		"Larger drawing", "Back", "Source", "Feed", "Licence", "Articles", "Dates", "Publisher", "Made by" } },
};

static size_t row_of(struct str language)
{
	ptrdiff_t dash = str_find_char(language, '-', 0);
	struct str primary = dash < 0 ? language : str_sub(language, 0, (size_t)dash);
	size_t i = 0;
	while (*rows[i].language && !str_eq_nocase(primary, str_from_c(rows[i].language)))
		i++;
	return i;
}

const char *term(const struct writer *w, enum term which)
{
	return rows[row_of(w->language)].words[which];
}

bool terms_english(const struct writer *w)
{
	return !*rows[row_of(w->language)].language;
}

const char *terms_foreign(const struct writer *w)
{
	bool english = str_eq_c(w->language, "en") || str_starts_nocase(w->language, STR("en-"));
	bool unknown = str_eq_c(w->language, "und");
	return terms_english(w) && !english && !unknown ? " lang=\"en\" xml:lang=\"en\" dir=\"ltr\"" : "";
}
