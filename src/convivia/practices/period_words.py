"""The words in which periods are printed, language by language: a table, and the way to look a word up in it. Pure.

Every word has a kind, one letter, of which the readers build their patterns:

    M month          S season        H half of a year   q quarter of a year   E early, mid, late
    U unit of time   Z "years" (may announce a decade)   V number in words (0: several)
    s since          g since, but a name when capitalised (Sedan, Van)       f from     b from or of (de)
    u until          t to            & and              z ended               a begun   w onwards   j on
    o still running  v running, in some places of a sentence (current, now)
    R every          A recurrence    i in               c around              p placeholder        _ says nothing
"""

import re
from typing import Final, NamedTuple

from convivia.common.folding import fold

Meaning = tuple[str, int | str]  # kind, value

# One row a month; full and short forms, nominative and genitive, of all the languages together.
_MONTHS: Final = """
january jan janvier janv januar jän jänner enero ene gennaio gen janeiro gener januari јануар јануара januara јан janar січень січня січ Ιανουάριος Ιανουαρίου Ιαν styczeń stycznia sty ocak oca tammikuu tammikuuta tammi urtarrila urt janari Ιανουάριο januaru јануару styczniu січні
february feb février févr fév februar febrero febbraio fevereiro fev febrer febr februari фебруар фебруара februara феб shkurt shk лютий лютого лют Φεβρουάριος Φεβρουαρίου Φεβ luty lutego lut şubat şub helmikuu helmikuuta helmi otsaila ots shkurti Φεβρουάριο februaru фебруару lutym лютому
march mar mars märz mär mrz marzo março març maart mrt marts mart март марта marta мар березень березня бер Μάρτιος Μαρτίου Μαρ marzec marca maaliskuu maaliskuuta maalis martxoa marsi Μάρτιο martu марту marcu березні
april apr avril avr abril abr aprile aprila април априла апр prill pri квітень квітня квіт Απρίλιος Απριλίου Απρ kwiecień kwietnia kwi nisan nis huhtikuu huhtikuuta huhti apirila api prilli Απρίλιο aprilu априлу kwietniu квітні
may mai mayo maggio mag maio maig mei maj maja мај маја травень травня трав Μάιος Μαΐου Μάι Μαΐ mayıs toukokuu toukokuuta touko maiatza maji Μάιο maju мају травні
june jun juin juni junio giugno giu junho juny juna јун јуна qershor qer червень червня черв Ιούνιος Ιουνίου Ιουν czerwiec czerwca cze haziran haz kesäkuu kesäkuuta kesä ekaina eka qershori Ιούνιο junu јуну czerwcu червні
july jul juillet juil juli julio luglio lug julho juliol jula јул јула korrik korr липень липня лип Ιούλιος Ιουλίου Ιουλ lipiec lipca lip temmuz tem heinäkuu heinäkuuta heinä uztaila uzt korriku Ιούλιο julu јулу lipcu липні
august aug août agosto ago agost ag augustus augusti avgust avgusta avg август августа авг gusht gush серпень серпня серп Αύγουστος Αυγούστου Αυγ sierpień sierpnia sie ağustos ağu elokuu elokuuta elo abuztua abu gushti Αύγουστο avgustu августу sierpniu серпні
september sep sept septembre septiembre settembre set setembro setembre septembar septembra септембар септембра сеп shtator sht вересень вересня вер Σεπτέμβριος Σεπτεμβρίου Σεπ wrzesień września wrz eylül eyl syyskuu syyskuuta syys iraila ira shtatori Σεπτέμβριο septembru септембру wrześniu вересні
october oct octobre oktober okt octubre ottobre ott outubro out octubre oktobar oktobra октобар октобра окт tetor tet жовтень жовтня жовт Οκτώβριος Οκτωβρίου Οκτ październik października paź ekim eki lokakuu lokakuuta loka urria urr tetori Οκτώβριο oktobru октобру październiku жовтні
november nov novembre noviembre novembro novembar novembra новембар новембра нов nëntor nën листопад листопада лист Νοέμβριος Νοεμβρίου Νοε listopad listopada lis kasım kas marraskuu marraskuuta marras azaroa aza nëntori Νοέμβριο novembru новембру listopadzie листопаді
december dec décembre déc dezember dez diciembre dic dicembre dezembro desembre des desember decembar decembra децембар децембра дец dhjetor dhj грудень грудня груд Δεκέμβριος Δεκεμβρίου Δεκ grudzień grudnia gru aralık ara joulukuu joulukuuta joulu abendua abe dhjetori Δεκέμβριο decembru децембру grudniu грудні
"""  # noqa: E501

# The codes of EDTF (ISO 8601-2): 21 spring, 22 summer, 23 autumn, 24 winter.
_SEASONS: Final = {
    21: """spring printemps frühling frühjahr primavera lente forår vår proleće prolece пролеће pranverë весна
        весни навесні άνοιξη άνοιξης wiosna wiosny ilkbahar bahar kevät kevään udaberria""",
    22: """summer été sommer verano estate verão estiu zomer sommar leto лето verë літо літа влітку καλοκαίρι
        lato lata yaz kesä kesän uda""",
    23: """autumn fall automne herbst otoño outono autunno tardor herfst höst høst efterår jesen јесен vjeshtë
        осінь восени φθινόπωρο jesień jesieni sonbahar syksy syksyn udazkena""",
    24: "winter hiver invierno inverno hivern vinter zima зима dimër dimri взимку χειμώνας zimy kış talvi talven negua",
}

_NUMBERS: Final = {
    0: "several many plusieurs mehrere viele varios varias diversi parecchi vários várias diversos uns verschillende "
    "enkele flera mange nekoliko disa кілька αρκετά kilka birkaç",
    1: """one un une ein eine einem einen uno una um uma één een en ett jedan jedna një first premier première
        erste erstes ersten primer primera primero primo prima primeiro primeira eerste första første prvi prva prvo
        prvom parë перша перше першій перший πρώτο πρώτη pierwszy pierwsza pierwsze pierwszej birinci ilk""",
    2: """two deux zwei dos due dois duas twee två to dva dve dy second deuxième seconde zweite zweites zweiten segundo
        segunda secondo seconda segon segona tweede andra andre drugi druga drugo drugom dytë друга друге другій другий
        δεύτερο δεύτερη drugiej ikinci""",
    3: """three trois drei tres tre três drie tri third troisième dritte drittes dritten tercer tercero terzo terceiro
        derde tredje treći tretë третій третє trzeci trzecim üçüncü""",
    4: """four quatre vier cuatro quattro quatro fyra fire četiri katër fourth quatrième vierte viertes vierten cuarto
        quarto quart vierde fjärde fjerde četvrti четвертий czwarty dördüncü""",
    5: "five cinq fünf cinco cinque vijf fem pet",
    6: "six sechs seis sei sis zes sex seks šest",
    7: "seven sept sieben siete sette sete set zeven sju sedam",
    8: "eight huit acht ocho otto oito vuit åtta åtte osam",
    9: "nine neuf neun nueve nove nou negen nio ni devet",
    10: "ten dix zehn diez dieci dez deu tien tio ti deset",
    11: "eleven onze elf once undici",
    12: "twelve douze zwölf doce dodici doze dotze twaalf tolv dvanaest",
}

# language: words and phrases of one kind; the language is only there for whoever keeps the table.
_KINDS: Final = {
    "H": """
        en: half, semester, half-year, half year
        fr: semestre, moitié
        de: Halbjahr, Hälfte
        es it pt ca: mitad, semestre, metà, metade, meitat
        nl sv no: helft, halvår, halvan, halvdel
        sr sq uk el pl tr: polovina, polovini, половина, половини, polugodište, gjysma, gjysmën, півріччя, εξάμηνο,
            połowa, połowie, półrocze, yarısı""",
    "q": """
        en: quarter, trimester
        fr de es it pt ca: trimestre, Quartal, Vierteljahr
        nl sv no sr uk el pl tr: kwartaal, kvartal, квартал, τρίμηνο, kwartał, çeyrek""",
    "s": """
        en: since, ever since, since the year
        fr es it pt ca: depuis, depuis le, desde, desde hace, sin dal, fin dal, sin da, des de
        de nl sv no: seit, seit dem, sinds, siden, alltsedan, helt siden
        sq: që nga, që nga viti, që prej, prej, që në
        sr uk el pl fi: još od, počev od, починаючи з, ήδη από, począwszy od, vuodesta""",
    "g": "sv nl: sedan, van",
    "f": """
        en: from, as of, as from, starting, starting from, starting in, beginning in, effective
        fr: à partir, à partir de, à partir du, à compter de, à compter du, à dater de
        de: ab, von, vom, beginnend
        es it pt ca: a partir, a partir de, a partire da, a partire dal, dal, dall, dalla, da, dagli, dai, a partir del
        nl sv no: vanaf, från, från och med, fra, fra og med
        sr uk el pl: od, од, від, з, із, с, από
        sq: nga, nga viti, duke filluar nga""",
    "b": "fr es it pt ca: de, du, del",
    "u": """
        en: until, untill, till, til, through, thru, up to, upto, up until, no later than, by, by the
        fr: jusque, jusqu, jusqu'à, jusqu'au, jusqu'en
        de nl: bis, tot, tot en met, bis einschließlich
        es it pt ca: hasta, fino, fino al, até, fins, fins al, fins a
        sv no: fram till, till och med, til og med
        sr uk el sq pl fi: do kraja, до кінця, έως, μέχρι, ως, deri, deri në, aż do, saakka""",
    "t": "any: to, à, au, a, al, ad, all, zu, zum, naar, do, до",
    "&": "any: and, et, und, y, e, i, og, och, ve, dhe, και, та, і, й, и, oraz, ja, eta, ed, plus",
    "z": """
        en: ended, ends, finished, completed, concluded, closed, expired, discontinued, not ongoing, no longer,
            no longer running, not running, stopped, now closed, now ended, now finished
        fr: terminé, terminée, achevé, achevée, clos, clôturé, fin en, prend fin, n'est plus
        de: beendet, abgeschlossen, endete, nicht mehr
        es it pt ca: finalizado, finalizada, terminado, terminada, concluido, concluida, terminato, concluso, conclusa,
            terminou, finalitzat, acabat
        nl sv no: afgerond, beëindigd, avslutad, avslutat, avsluttet, afsluttet
        sr sq uk el pl tr: završeno, završen, završena, завршено, përfunduar, завершено, ολοκληρώθηκε, zakończony,
            zakończone, tamamlandı""",
    "a": """
        en: started, launched, founded, established, created, set up, introduced, begun, began, inaugurated, opened,
            initiated, implemented, adopted, held, took place, organised, organized
        fr: lancé, lancée, créé, créée, fondé, fondée, commencé, démarré, inauguré, adopté, adoptée, réalisé,
            mis en place, mis en œuvre
        de: gestartet, gegründet, eingeführt, begonnen
        es it pt: iniciado, iniciada, creado, creada, fundado, avviato, avviata, nato, nata, criado, criada, lançado
        nl sv no sr sq uk: gestart, startade, startet, pokrenuto, započeto, filluar, започатковано""",
    "w": """
        en: onwards, onward, on wards, forward, and later, and beyond, and onwards
        fr de es it pt: et au-delà, et suivantes, fortfolgend, ff, en adelante, in poi, in avanti, em diante, endavant
        nl sv no: en later, verder, och framåt, framåt, og fremover, og framover
        sr sq uk tr fi eu: nadalje, e tutje, e në vazhdim, й далі, і далі, itibaren, beri, bu yana, dan itibaren,
            den itibaren, dan beri, den beri, tan beri, ten beri, dan bu yana, den bu yana, tan bu yana, ten bu yana,
            lähtien, alkaen, tik, etik, aurrera""",
    "j": "en: on",
    "o": """
        en: ongoing, on going, ongoin, on-goin, in progress, underway, under way, still running, still in use,
            still active, still ongoing, still on going, still going on, still going, still in place, still in force,
            still in operation, running for, running continuously, until now, no end date, open-ended, to date,
            until further notice, continuing, continues, ongoing process, to the present day, present day
        fr: en cours, toujours en cours, en continu, en permanence, se poursuit, à ce jour, sans interruption,
            toujours actif, toujours active, encore en cours, en vigueur, durée indéterminée
        de: laufend, fortlaufend, läuft, läuft noch, noch laufend, andauernd, dauerhaft, unbefristet,
            auf weiteres, bis auf weiteres, wird fortgesetzt
        es: en curso, en marcha, en vigor, en la actualidad, sigue en marcha, continúa, en proceso, vigente
        it: in corso, tuttora in corso, ancora in corso, in atto, tuttora, in essere
        pt: em curso, em andamento, em vigor, ainda em curso, a decorrer, decorre
        ca: en curs, en marxa, en actiu
        nl: lopend, doorlopend, nog lopend, loopt, nog steeds
        sv no da: pågående, pågår, løpende, löpande, fortløpende, fortlöpande, igangværende, fortsatt, tills vidare
        sr: u toku, у току, još traje, traje, траје, u tijeku
        sq: në vazhdim, në vazhdim e sipër, vazhdon, në vijim
        uk ru: триває, дотепер, донині, продовжується, продолжается, по теперішній час, до цього часу
        el: σε εξέλιξη, συνεχίζεται
        pl: w toku, trwa, trwający, trwające, trwająca, w trakcie, do dziś
        tr: devam ediyor, devam etmekte, devam eden, sürüyor
        fi eu: käynnissä, toistaiseksi, martxan""",
    "v": """
        en: current, currently, present, now, nowadays, today, permanent, permanently, continuous, continuously,
            continual, running, still
        fr: actuel, actuelle, actuellement, présent, maintenant, aujourd'hui, nos jours, permanente, continu,
            continue, ce jour
        de: heute, jetzt, aktuell, derzeit, ständig, gegenwärtig
        es: actual, actualmente, hoy, presente, continuo, continua, actualidad, la actualidad, la fecha, indefinido
        it pt ca: oggi, attuale, attualmente, presente, permanent, attivo, hoje, atual, atualmente, atualidade, avui,
            actualitat, contínuo, contínua
        nl sv no: heden, nu, vandaag, nå, i dag, idag, kontinuerlig
        sr sq uk el pl tr: danas, данас, stalno, trajno, vazhdueshme, aktualisht, sot, tani, sada, сьогодні, зараз,
            нині, постійно, σήμερα, τρέχον, obecnie, nadal, dzisiaj, dziś, stale, günümüz, sürekli, jatkuva""",
    "R": """
        en: every, each
        fr es it pt ca: chaque, tous les, toutes les, cada, todos los, todas las, ogni, tutti gli, tutti i, todos os
        de nl sv no: jede, jedes, jeden, jeder, jedem, alle, elke, elk, ieder, iedere, varje, hver, hvert
        sr sq uk el pl tr fi: svake, svaki, svakog, сваке, сваки, çdo, кожен, кожного, кожний, κάθε, każdego, każdy,
            co, her, joka""",
    "i": "any: in, en, im, em, during, durant, pendant, durante, während, au cours, au cours de, në, u, w, у, в, σε",
    "c": """any: circa, ca, c, about, around, approx, approximately, autour, environ, vers, etwa, gegen, rund, hacia,
        alrededor, verso, oko, око, около, близько, περίπου, rundt, omkring, około""",
    "p": """any: none, tbc, tbd, tba, to be confirmed, to be determined, to be defined, to be announced, unknown,
        not known, not specified, not applicable, not available, no date, undated, sans objet, néant, aucun, aucune,
        inconnu, inconnue, à confirmer, à préciser, keine Angabe, keine, unbekannt, desconocido, sin fecha,
        por confirmar, non disponibile, sconosciuto, da definire""",
    "_": """any: the, of, le, la, les, l, d, el, los, las, il, lo, gli, della, dello, dell, den, det, der, die, das,
        dem, het, el, els, os, o, το, τον, την, του, της, ko, st, nd, rd, th, er, school, activity, activities,
        activité, activités, attività, actividad, actividades, atividades, project, projet, proyecto, projeto, progetto,
        Projekt, programme, program, period, période, periodo, período, Zeitraum, date, dates, time, duration, durée,
        event, used, use, for, over, für, pour, per, scolaire, escolar, scolare, still to, still to be, between, entre,
        zwischen, tra, mellan, mellem, mellom, tussen, između, між, między""",
}

_EDGES: Final = {
    1: """early, beginning, start, début, Anfang, Beginn, früh, principios, inicio, inicios, comienzos, inizio, inizi,
        início, começo, principi, principis, begin, början, begynnelsen, starten, početak, početkom, почетак, почетком,
        fillimi, fillim, fillimin, початок, початку, αρχή, αρχές, początek, początku, başı, alku, the very beginning""",
    2: """mid, middle, milieu, mi, Mitte, mediados, meados, mitjan, midden, mitten, midten, sredina, sredinom, средином,
        mesi i, середина, середини, μέσα, ortası""",
    3: """late, end, fin, Ende, spät, fines, finales, final, fine, fim, finais, finals, eind, einde, slutet, slutten,
        kraj, krajem, крајем, fund, fundi, кінець, кінця, наприкінці, τέλος, τέλη, koniec, końca, sonu, loppu""",
}
_UNITS: Final = {
    "year": """year, yr, yrs, des Jahres, im Jahr, an, année, Jahr, Jahres, año, anno, ano, any, jaar, år,
        året, godina, godine, godinu, god,
        година, године, годину, vit, viti, vitin, vitit, рік, року, роки, р, года, г, έτος, χρόνο, χρόνος, χρονιά, rok,
        roku, r, yıl, yılı, yılından, vuosi, vuoden, urte""",
    "month": """month, months, mois, Monat, Monate, Monaten, mes, meses, mese, mesi, mês, mesos, maand, maanden, månad,
        månader, måned, måneder, mesec, meseca, meseci, месец, месеца, месеци, muaj, місяць, місяці, місяців, μήνα,
        μήνες, miesiąc, miesiące, miesięcy, ay, kuukausi""",
    "week": """week, weeks, semaine, semaines, Woche, Wochen, semana, semanas, settimana, settimane, setmana, weken,
        vecka, veckor, uke, uker, nedelja, nedelje, недеље, javë, тиждень, тижня, εβδομάδα, tydzień, hafta, viikko""",
    "day": """day, days, jour, jours, Tag, Tage, Tagen, día, días, giorno, giorni, dia, dias, dag, dagen, dagar, dager,
        dan, dana, дана, ditë, день, дня, днів, ημέρα, μέρα, dzień, dni, gün, päivä""",
    "decade": """decade, decades, décennie, décennies, Jahrzehnt, Jahrzehnte, Jahrzehnten, década, décadas, decennio,
        decenni, decennium, decennia, decennier, tiår, decenija, dekadë""",
}
_MANY_YEARS: Final = (
    "years, ans, années, Jahre, Jahren, Jahrn, años, anni, anos, anys, jaren, godinu dana, vjet, років, lat"
)
_RECURRENCES: Final = {
    "yearly": """annually, annual, yearly, once a year, once per year, annuel, annuelle, annuellement,
        une fois par an, jährlich, alljährlich, anual, anualmente, annuale, annualmente, jaarlijks, jaarlijkse, årlig,
        årlige, årligen, årligt, godišnje, годишње, vjetor, përvitshëm, щорічно, щорічний, щороку, ετήσια, ετησίως,
        corocznie, coroczny, rocznie, yıllık, vuosittain, urtero""",
    "biennial": """biennial, biennially, biennale, bisannuel, bisannuelle, biennal, bienal, zweijährlich,
        every other year, every second year, un an sur deux""",
    "monthly": """monthly, once a month, mensuel, mensuelle, mensuellement, monatlich, mensual, mensualmente,
        mensal, mensile, mensilmente, maandelijks, månatligen, månedlig, mesečno, месечно, mujor, щомісяця, щомісячно,
        μηνιαία, co miesiąc, aylık""",
    "weekly": """weekly, once a week, hebdomadaire, wöchentlich, semanal, semanalmente, settimanale,
        wekelijks, ukentlig, nedeljno, javore, щотижня, εβδομαδιαία, haftalık""",
    "daily": """daily, quotidien, quotidienne, quotidiennement, täglich, diario, diariamente, giornaliero, quotidiano,
        dagelijks, daglig, dagligen, dnevno, ditore, щодня, καθημερινά, codziennie, günlük""",
}

# Words that only their accents tell apart from others: "dès" since, "des" of the; "vår" spring, Var a department.
_ACCENTED: Final[dict[str, Meaning]] = {"dès": ("f", 0), "vår": ("S", 21)}
_ACCENTS_NEEDED: Final = {"var"}

_LETTERS = re.compile(r"[^\W\d_]+")
_ROW_LABEL = re.compile(r"^\s*[a-z ]+:", re.MULTILINE)


class Phrase(NamedTuple):
    """What may follow a first word, and what the words mean together."""

    rest: tuple[str, ...]
    kind: str
    value: int | str


def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """Return the table by first word, longest phrases first; where two kinds claim a phrase, the earlier row wins."""
    rows: list[tuple[str, int | str, str]] = [
        ("M", number, ",".join(row.split())) for number, row in enumerate(_MONTHS.strip().splitlines(), start=1)
    ]
    rows += [("S", code, ",".join(words.split())) for code, words in _SEASONS.items()]
    rows += [(kind, 0, _ROW_LABEL.sub(",", words)) for kind, words in _KINDS.items()]
    rows += [("A", name, words) for name, words in _RECURRENCES.items()]
    rows += [("E", place, words) for place, words in _EDGES.items()]
    rows += [("U", name, words) for name, words in _UNITS.items()] + [("Z", "year", _MANY_YEARS)]
    rows += [("V", number, ",".join(words.split())) for number, words in _NUMBERS.items()]
    table: dict[tuple[str, ...], Phrase] = {}
    for kind, value, words in rows:
        for phrase in words.split(","):
            first, *rest = [fold(word) for word in _LETTERS.findall(phrase)] or [""]
            table.setdefault((first, *rest), Phrase(tuple(rest), kind, value))
    by_first: dict[str, list[Phrase]] = {}
    for key in sorted(table, key=len, reverse=True):
        if key[0] and key[0] not in _ACCENTS_NEEDED:
            by_first.setdefault(key[0], []).append(table[key])
    return {first: tuple(phrases) for first, phrases in by_first.items()}


PHRASES: Final = _phrases()


def phrases_from(word: str) -> tuple[Phrase, ...]:
    """Return the phrases that begin with the printed `word`, longest first; none where no period is printed with it."""
    if not word.isascii():
        accented = _ACCENTED.get(word.casefold())
        if accented:
            return (Phrase((), *accented),)
        return PHRASES.get(fold(word), ())
    return PHRASES.get(word.lower(), ())
