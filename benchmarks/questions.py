"""What readers type, each text only once, so that no meaning of a query is remembered from the last time."""

from collections.abc import Iterable, Iterator
from itertools import permutations, product
from random import Random

from benchmarks.practices import practices
from benchmarks.vocabulary import vocabulary

# Words of content among the most frequent ones: each is in most of the practices.
BROAD = ("city", "people", "intercultural", "communities", "residents", "municipality", "diversity", "project", "local")
NARROW_RANKS = (1_000, 8_000)
SLIPPED_RANKS, SLIPPED_LENGTH = (15, 170), 6

# language → beginnings of questions and ends of questions; each beginning goes with each end.
QUESTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        (
            "how can a city", "how do municipalities", "which practices help", "what does it take to", "good ideas to",
            "where did a small town manage to", "who can show us how to", "we have little money and want to",
            "what helps schools and clubs to", "examples of projects in which residents", "how to",
            "what should a mayor do to", "are there inexpensive ways to", "how did others", "steps to",
            "what went wrong when cities tried to",
        ),
        (
            "help newcomers find work", "bring neighbours together in parks", "stop rumours about migrants",
            "train police officers to work against racism", "involve parents who speak other languages",
            "support refugee women who start a business", "cook together at a festival of all cultures",
            "make public services easier to use", "get young people into sports clubs",
            "settle conflicts in tower blocks",
            "learn the language of the country at work", "give migrants a say in the budget",
            "tell the history of migration in a museum", "find flats for families without discrimination",
            "welcome children who arrive in the middle of the year", "translate for patients in hospitals",
            "win volunteers as mentors", "open libraries to everybody", "answer hate speech on social media",
            "celebrate holidays of several religions", "hire staff as diverse as the city",
            "let elderly migrants meet", "plan a square where all feel at home", "work with Roma families",
            "use the languages that pupils speak at home", "recognise diplomas from abroad",
            "keep an intercultural strategy alive after elections", "measure whether integration works",
            "prepare officials for intercultural encounters", "run a house of cultures with associations",
        ),
    ),
    "fr": (
        ("comment une ville peut-elle", "comment", "que faire pour", "quels projets permettent de", "des idées pour"),
        (
            "lutter contre les rumeurs sur les migrants", "loger les familles sans discrimination",
            "rapprocher les voisins du quartier", "former les policiers contre le racisme",
            "parler avec les parents d’élèves", "soutenir les femmes réfugiées", "faire participer les jeunes",
            "traduire pour les patients",
        ),
    ),
    "es": (
        ("cómo puede una ciudad", "cómo", "qué hacer para", "ideas para", "qué proyectos logran"),
        (
            "combatir los rumores sobre la inmigración", "acoger a los niños recién llegados",
            "ayudar a encontrar trabajo", "reunir a los vecinos del barrio", "formar a la policía contra el racismo",
            "apoyar a las mujeres refugiadas", "aprender la lengua en el trabajo", "mediar en los conflictos",
        ),
    ),
    "pt": (
        ("como pode uma cidade", "como", "o que fazer para", "ideias para", "que projetos conseguem"),
        (
            "combater os rumores sobre imigrantes", "acolher crianças recém-chegadas", "ajudar a encontrar trabalho",
            "juntar os vizinhos do bairro", "formar a polícia contra o racismo", "apoiar mulheres refugiadas",
            "abrir as bibliotecas a todos", "mediar conflitos",
        ),
    ),
    "it": (
        ("come può una città", "come", "che fare per", "idee per", "quali progetti riescono a"),
        (
            "combattere le voci sui migranti", "accogliere i bambini appena arrivati", "aiutare a trovare lavoro",
            "avvicinare i vicini di casa", "formare la polizia contro il razzismo", "sostenere le donne rifugiate",
            "aprire le biblioteche a tutti", "mediare nei conflitti",
        ),
    ),
    "de": (
        ("wie kann eine Stadt", "welche Projekte können", "wie soll eine Gemeinde", "wer kann", "was tun, will man"),
        (
            "Geflüchteten bei der Arbeitssuche helfen", "Gerüchten über Zugewanderte begegnen",
            "Nachbarn im Park zusammenbringen", "die Polizei gegen Rassismus schulen",
            "Eltern anderer Muttersprache einbeziehen", "geflüchtete Frauen unterstützen",
            "Bibliotheken für alle öffnen", "in Konflikten vermitteln",
        ),
    ),
    "pl": (
        ("jak miasto może", "jak", "co zrobić, aby", "które projekty pomagają", "pomysły, jak"),
        (
            "walczyć z plotkami o migrantach", "pomóc uchodźcom znaleźć pracę", "zbliżyć sąsiadów z osiedla",
            "szkolić policję przeciw rasizmowi", "włączyć rodziców do życia szkoły", "wspierać uchodźczynie",
            "otworzyć biblioteki dla wszystkich", "rozwiązywać konflikty",
        ),
    ),
    "sv": (
        ("hur kan en stad", "vilka projekt kan", "hur ska en kommun", "vem kan", "var kunde ett område"),
        (
            "hjälpa nyanlända att hitta arbete", "bemöta rykten om invandrare", "föra grannar samman",
            "utbilda poliser mot rasism", "få med föräldrar med andra modersmål", "stödja kvinnor på flykt",
            "öppna biblioteken för alla", "medla i konflikter",
        ),
    ),
    "uk": (
        ("як місто може", "як", "які проєкти можуть", "ідеї, як", "хто може"),
        (
            "допомогти новоприбулим знайти роботу", "протидіяти чуткам про мігрантів", "зблизити сусідів",
            "навчити поліцію протидіяти расизму", "залучити батьків до життя школи", "підтримати біженок",
            "відкрити бібліотеки для всіх", "залагодити конфлікти",
        ),
    ),
    "el": (
        ("πώς μπορεί ένας δήμος να", "ποια έργα μπορούν να", "τι χρειάζεται για να", "πώς να", "ιδέες για το πώς να"),
        (
            "βοηθήσει τους πρόσφυγες να βρουν δουλειά", "αντιμετωπίσει τις φήμες για τους μετανάστες",
            "φέρει κοντά τους γείτονες", "εκπαιδεύσει την αστυνομία κατά του ρατσισμού",
            "εντάξει τους γονείς στη ζωή του σχολείου", "στηρίξει τις γυναίκες πρόσφυγες",
            "ανοίξει τις βιβλιοθήκες σε όλους", "μεσολαβήσει σε συγκρούσεις",
        ),
    ),
    "ar": (
        ("كيف يمكن للمدينة أن", "كيف تستطيع البلدية أن", "ماذا يجب على مدينة صغيرة أن", "هل يمكن للمدرسة أن"),
        (
            "تساعد اللاجئين على إيجاد عمل", "تواجه الشائعات عن المهاجرين", "تجمع الجيران في الحديقة",
            "تشرك الأهل الذين يتكلمون لغات أخرى", "تدعم النساء اللاجئات", "تفتح المكتبات للجميع",
        ),
    ),
}  # fmt: skip


def broad_texts() -> list[str]:
    """Return one, two or three of the most frequent words, in any order."""
    words = [" ".join(some) for count in (1, 2, 3) for some in permutations(BROAD, count)]
    return _mixed("broad", words)


def four_broad_words() -> list[str]:
    """Return four of the most frequent words, in any order: still in a good part of the library."""
    return _mixed("four", map(" ".join, permutations(BROAD, 4)))


def narrow_texts() -> list[str]:
    """Return rare words out of the first practices, so that each finds something in a library of any size."""
    rare = set(vocabulary("en").words[slice(*NARROW_RANKS)])
    summaries = (text["summary"] for row in practices(900) for text in row["texts"])
    found = ([word for word in summary.lower().replace(".", "").split() if word in rare] for summary in summaries)
    return _mixed("narrow", (words[0] for words in found if words))


def questions() -> list[str]:
    """Return whole questions in English."""
    return _mixed("questions", _asked("en"))


def foreign_questions() -> list[str]:
    """Return whole questions in ten other languages, of which one is none of the library's."""
    return _mixed("foreign", (text for language in QUESTIONS if language != "en" for text in _asked(language)))


def misspelt_texts() -> list[str]:
    """Return pairs of frequent words, each with one letter too few, twice, or in its neighbour's place."""
    random = Random("misspelt")
    known = vocabulary("en").words
    words = [word for word in known[slice(*SLIPPED_RANKS)] if len(word) >= SLIPPED_LENGTH]
    slipped = [wrong for wrong in (_slip(random, word) for word in words for _ in range(12)) if wrong not in known]
    return _mixed(
        "pairs", (f"{one} {other}" for one, other in zip(slipped, random.sample(slipped, len(slipped)), strict=True))
    )


def _asked(language: str) -> Iterator[str]:
    return (f"{beginning} {end}" for beginning, end in product(*QUESTIONS[language]))


def _slip(random: Random, word: str) -> str:
    at = random.randrange(1, len(word) - 2)
    kept = random.choice((word[at + 1 :], word[at] * 2 + word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :]))
    return word[:at] + kept


def _mixed(seed: str, texts: Iterable[str]) -> list[str]:
    """Return the different ones of `texts` in an order without order, always the same."""
    different = list(dict.fromkeys(texts))
    Random(seed).shuffle(different)
    return different
