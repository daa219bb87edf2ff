package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriterCodes(t *testing.T) {
	const text = "وی گفت: ۱۲۰ نفر آموزش دیدند."
	for _, c := range []struct {
		name       string
		in, expect []string
	}{
		{"digits", []string{text, "17302"}, []string{text}},
		{"two groups", []string{text, "265 33"}, []string{text}},
		{"Persian digits and a slash", []string{text, "۶۱۲۵/۷۴۴۲"}, []string{text}},
		{"Latin initials", []string{text, "ms"}, []string{text}},
		{"initials with a slash", []string{text, "ک/ا"}, []string{text}},
		{"slash, letter, digits", []string{text, "/ت10"}, []string{text}},
		{"letter and digits", []string{text, "ت۳۰"}, []string{text}},
		{"stars", []string{text, "اراک**9157**1027**"}, []string{text}},
		{"rule of stars", []string{text, "***"}, []string{text}},
		{"several", []string{text, "انتهای پیام", "/م.ح/", "3042"}, []string{text}},
		{"glued slash", []string{text + "/ت10"}, []string{text}},
		{"glued tail", []string{text + "انتهای پیام/86011/ت10"}, []string{text}},
		{"tail in Arabic letters", []string{text + " انتهاي پيام/م"}, []string{text}},
		{"spaced digits", []string{text + " 17302"}, []string{text}},
		{"glued digits", []string{text + "۲۶۵ ۳۳"}, []string{text}},
		{"slash and digits", []string{text + "/۳۰۸۲"}, []string{text}},
		{"glued stars", []string{text + "**9157**1027"}, []string{text}},
		{"quote before", []string{"او گفت: «۱۲۰ نفر آموزش دیدند.»/ح"}, []string{"او گفت: «۱۲۰ نفر آموزش دیدند.»"}},

		{"a figure at the end stays", []string{text, "شمار کل: ۱۲۰"}, []string{text, "شمار کل: ۱۲۰"}},
		{"a sentence without a stop stays", []string{"بهای هر بشکه رسید به 17302"}, []string{"بهای هر بشکه رسید به 17302"}},
		{"a decimal stays", []string{"نرخ رشد رسید به ۳.۵"}, []string{"نرخ رشد رسید به ۳.۵"}},
		{"digits in the middle stay", []string{text, "1402", text}, []string{text, "1402", text}},
		{"a short word stays", []string{text, "آمین"}, []string{text, "آمین"}},
		{"a fraction stays", []string{"سهم هر نفر 3/5 سهم است"}, []string{"سهم هر نفر 3/5 سهم است"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.expect, clean(asBlocks(c.in), false).paragraphs()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBoilerplate(t *testing.T) {
	const a, b = "استاندار گفت: ۱۴ پروژه در شهرستان آغاز شده است.", "او از پیمانکاران خواست تا کار را تا پایان سال تمام کنند."
	for _, c := range []struct {
		name   string
		in     []string
		expect cleaned
	}{
		{"tail", []string{a, b, "برچسب‌ها", "۲۵ مدرسه", "نظر شما"}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"tail without ZWNJ", []string{a, b, "برچسبها:", "۲۵ مدرسه"}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"tail with a count", []string{a, b, "نظرات (۳)", "من ۲ پسر دارم."}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"tail with a bare count", []string{a, b, "نظرات ۳", "من ۲ پسر دارم."}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"a list of other articles between paragraphs", []string{a, "اخبار مرتبط", "<۱۵ هزار نفر بیمه شدند>", b}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"code", []string{a, b, "کد خبر: ۵۴٬۴۳۲", "۹۹ نفر"}, cleaned{blocks: asBlocks([]string{a, b}), code: "54432"}},
		{"code without a colon", []string{a, b, "کدخبر 54432"}, cleaned{blocks: asBlocks([]string{a, b}), code: "54432"}},
		{"code below another tail", []string{a, "انتهای پیام/م", "شناسه خبر: 7781"}, cleaned{blocks: asBlocks([]string{a}), code: "7781"}},
		{"labels above the text cut nothing else", []string{"کد خبر: ۱۲", a, b}, cleaned{blocks: asBlocks([]string{a, b}), code: "12"}},
		{"dates", []string{"تاریخ انتشار: ۲ دی ۱۴۰۲", a}, cleaned{blocks: asBlocks([]string{a}), date: "تاریخ انتشار: ۲ دی ۱۴۰۲"}},
		{"author", []string{a, "خبرنگار: آرش کمان‌دوست"}, cleaned{blocks: asBlocks([]string{a}), author: "آرش کمان‌دوست"}},
		{"a question is no author", []string{a, "خبرنگار: چند نفر بیکارند؟"}, cleaned{blocks: asBlocks([]string{a, "خبرنگار: چند نفر بیکارند؟"})}},
		{"views", []string{"تعداد بازدید: ۱۲۳۴", a, "زمان مطالعه: ۳ دقیقه", b}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"sizes", []string{a, "دانلود (۲٫۵ مگابایت)", "14 MB", "02:35", b}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"a headline with a size stays", []string{a, "سهم هر خانه ۵۰ گیگابایت", b}, cleaned{blocks: asBlocks([]string{a, "سهم هر خانه ۵۰ گیگابایت", b})}},
		{"link lines", []string{a, "بیشتر بخوانید:", "<۷ هزار کارگر بیمه شدند>", b}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"a link in the label's line", []string{a, "بیشتر بخوانید: <۷ هزار کارگر بیمه شدند>", b}, cleaned{blocks: asBlocks([]string{a, b})}},
		{"a quotation is no link", []string{a, "ببینید: ما ۳ راه داشتیم و هر سه بسته شد.", b},
			cleaned{blocks: asBlocks([]string{a, "ببینید: ما ۳ راه داشتیم و هر سه بسته شد.", b})}},
		{"words of labels in a sentence stay", []string{a, "نظر شما درباره ۳ وزیر کابینه چیست؟"}, cleaned{blocks: asBlocks([]string{a, "نظر شما درباره ۳ وزیر کابینه چیست؟"})}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.expect, clean(asBlocks(c.in), false), cmp.AllowUnexported(cleaned{}, block{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// asBlocks makes blocks of lines; what stands in < > is linked.
func asBlocks(lines []string) []block {
	var out []block
	for _, l := range lines {
		b := block{text: l}
		if start := strings.IndexByte(l, '<'); start >= 0 {
			b.links = len(l) - start - 2
			b.text = strings.NewReplacer("<", "", ">", "").Replace(l)
		}
		out = append(out, b)
	}
	return out
}

func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"به گزارش بازار، مدیرکل گفت":                                    "بازار",
		"به گزارش خبرنگار گروه اقتصادی نسیم از اراک، مدیرکل گفت":        "نسیم",
		"به گزارش خبرگزاری آفتاب، مدیرکل گفت":                           "آفتاب",
		"به گزارش آفتاب به نقل از روابط عمومی وزارت نفت، مدیرکل گفت":    "آفتاب",
		"به گزارش آفتاب ، مدیرکل گفت":                                   "آفتاب",
		"به گزارش روابط عمومی وزارت نفت، مدیرکل گفت":                    "",
		"به گزارش رویترز، بهای نفت بالا رفت":                            "",
		"به گزارش وی، کار تمام شد":                                      "",
		"مدیرکل گفت: به گزارش بازار، همه چیز گران شد":                   "",
		"به گزارش مرکز آمار ایران، نرخ تورم ۴۰ درصد شد":                 "",
		"به گزارش سازمان هواشناسی از فردا باران می‌بارد و هوا سرد است.": "",
	} {
		if got := outletOf([]string{text}); got != want {
			t.Errorf("outletOf(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDigitsOf(t *testing.T) {
	for in, want := range map[string]string{
		"کد خبر: ۵۴٬۴۳۲": "54432", "کد ٧٧٨١": "7781", "1,234,567": "1234567", "news-45120": "45120", "هیچ": "",
	} {
		if got := digitsOf(in); got != want {
			t.Errorf("digitsOf(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTables(t *testing.T) {
	if p, err := parsePhrases(boilerplateFile); err != nil || len(p.lines) < 50 || len(p.prefixes) < 5 {
		t.Errorf("boilerplate.tsv: %d lines, %d prefixes, %v", len(p.lines), len(p.prefixes), err)
	}
	if c, err := parseCodes(writerCodesFile); err != nil || len(c.block) == 0 || len(c.suffix) == 0 || len(c.line) == 0 {
		t.Errorf("writercodes.tsv: %v", err)
	}
	if w, err := parseDatelines(datelinesFile); err != nil || len(w.openings) == 0 {
		t.Errorf("datelines.tsv: %v", err)
	}
	if w, err := parseClassWords(classWordsFile); err != nil || w["comments"] != "box" {
		t.Errorf("classwords.tsv: %v", err)
	}
	if w, err := parseFieldWords(fieldWordsFile); err != nil || w["authorname"] != "author" {
		t.Errorf("fieldwords.tsv: %v", err)
	}
	if k, err := parseAppDataKeys(appDataKeysFile); err != nil || len(k["body"]) == 0 {
		t.Errorf("appdatakeys.tsv: %v", err)
	}
	for _, c := range []struct{ table, says string }{
		{"tail\tline\n", "2 columns"}, {"tails\tline\tx\n", "unknown action"}, {"tail\tlines\tx\n", "unknown form"},
		{"tail\tline\t:\n", "no letter"}, {"tail\tline\tنظر ها\ntail\tline\tنظرها\n", "line 2: phrase"},
	} {
		if _, err := parsePhrases(c.table); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("parsePhrases(%q): %v, want %q", c.table, err, c.says)
		}
	}
	if _, err := parseCodes("block\t-\t(\tx\n"); err == nil {
		t.Error("a bad pattern is accepted")
	}
}

// TestCleanKeepsOrder states the law of hygiene: paragraphs are only left out, or cut at the end of the last.
func TestCleanKeepsOrder(t *testing.T) {
	in := []string{"کد خبر: ۱", "الف ب پ ت ث ج چ ح خ د ذ ر ز.", "دانلود", "ب", "پ./ت10", "برچسب‌ها", "ت"}
	rest := in
	for _, p := range clean(asBlocks(in), false).paragraphs() {
		i := slices.IndexFunc(rest, func(s string) bool { return strings.HasPrefix(s, p) })
		if i < 0 {
			t.Fatalf("%q is not in %q", p, rest)
		}
		rest = rest[i+1:]
	}
}

// TestLinesThatNobodyWrote: what newsrooms and sites put below a text is out, at the end of it; what only begins like it stays.
func TestLinesThatNobodyWrote(t *testing.T) {
	const a, b = "وزیر گفت: ۱۲ هزار واحد مسکونی در این استان ساخته شد.", "این طرح تا پایان سال ادامه دارد."
	for _, line := range []string{
		"/انتهای پیام/",
		"انتهای خبر/",
		"پایان پیام/ت",
		"/پایان",
		"پایان",
		"ک/۳۲۱",
		"۹۱۲/س",
		"3012 /ن",
		"م. ح/ ۲۲",
		"پ ۷",
		"ن/۲۳",
		"ح.م ۵۵",
		"/ 1234",
		"انتهای پیام /م‌ر۱۲",
		"خ ع/ر م",
		"کد خبرنگار ۳۰۱۲۴",
		"https://khabar.example/x1234",
		"khabar24.ir/x1234",
		"@khabar24",
		"t.me/khabar24",
		"۱ از ۱۲",
		"تصویر ۳ از ۹",
		"عکس: رضا نوری",
		"عکاسان: رضا نوری، علی نوری",
		"مدت زمان: ۰۲:۱۵",
		"دریافت ۲۵ MB",
		"۴ نظر",
		"۱۲ دیدگاه",
		"۱۲۳۴ بازدید",
		"۱٬۲۳۴ بار بازدید شده",
		"۵ دقیقه مطالعه",
		"زمان مطالعه ۵ دقیقه",
		"امتیاز: ۴٫۲ از ۵",
		"۱۷ رای",
		"تلفن: ۰۲۱۸۸۷۷۶۶۵۵",
		"شماره پیامک: ۳۰۰۰۱۲۳۴",
		"نظر دهید",
		"کد خبر 12345 - تاریخ ۲۶ آبان ۱۳۹۹",
		"شناسه نوشته: 3412",
		"کد: ۴۴۵۵",
		"این مطلب را با دوستان خود به اشتراک بگذارید",
		"خبرنگار: ۵۰۱۲ دبیر: ۳۳۰۱",
		"دبیر سرویس: ۴۴",
		"ویراستار: علی رضایی",
		"گزارش و عکس: مریم دانا",
		"منبع: روزنامه ایران",
		"لینک کوتاه: https://khabar.example/1234",
		"ف.ر /س.ع",
		"ایسنا/۱۲۳۴",
		"خبرنگار: علی رضایی**۹۱۵۷",
	} {
		if got := clean(asBlocks([]string{a, b, line}), false).paragraphs(); !slices.Equal(got, []string{a, b}) {
			t.Errorf("%q leaves %q", line, got)
		}
	}
	for _, line := range []string{
		"از این شمار ۱۲ نفر زن و ۱۵ نفر مرد بودند",
		"سال ۱۳۹۹",
		"۱۲ نفر",
		"۴ نظریه درباره این رویداد هست.",
		"عکس: این نمودار ۱۲ ستون دارد که هر یک سالی است.",
		"دبیر: شما ۱۲ سال است که همین را می‌گویید؟",
		"شناسه ملی ۱۲ هزار شرکت باطل شد.",
		"شماره تلفن ۱۲۳ برای شکایت‌ها باز است.",
		"منبع: ما ۳ منبع درآمد داریم.",
		"بازدید ۱۲ وزیر از نمایشگاه ادامه دارد.",
		"تمامی حقوق بازنشستگان تا ۲۵ آبان پرداخت می‌شود.",
		"۵ دقیقه",
		"پایان کار ۱۲ پروژه نزدیک است.",
		"او ۲ بر ۱ برد",
	} {
		if got := clean(asBlocks([]string{a, line, b}), false).paragraphs(); !slices.Equal(got, []string{a, line, b}) {
			t.Errorf("%q leaves %q", line, got)
		}
	}
	for code, text := range map[string]string{
		" ک/۳۲۱": b, " م. ح/ ۲۲": b, " 3012 /ن": b, "/ت10": b, " پایان پیام/ت": b, " انتهای خبر/": b, " 17302": b, "**9157**1027": b,
	} {
		if got := clean(asBlocks([]string{a, text + code}), false).paragraphs(); !slices.Equal(got, []string{a, text}) {
			t.Errorf("%q leaves %q", code, got)
		}
	}
}

// TestCodeAboveTheText: a label between lead and text ends nothing.
func TestCodeAboveTheText(t *testing.T) {
	const a, b = "وزیر گفت: ۱۲ هزار واحد مسکونی در این استان ساخته شد.", "این طرح که از سه سال پیش آغاز شده است تا پایان سال در همه شهرهای استان ادامه دارد."
	c := clean(asBlocks([]string{a, "کد خبر: ۷۷۱", b, b}), false)
	if got := c.paragraphs(); !slices.Equal(got, []string{a, b, b}) || c.code != "771" {
		t.Errorf("%q, code %q", got, c.code)
	}
}
