"""Small words that carry no subject ("the", "pour", "mit"): a practice need not contain them to be found. Pure.

The lists are short on purpose: only words that say nothing about what is sought. Accents do not matter in them. They
are used for queries alone; texts keep all their words, so that a phrase in quotes finds them.
"""

from collections.abc import Iterable

from convivia.search.words import words_of

_LISTS = {
    "en": """a about all also an and any are as at be been but by can could did do does for from get had has have how
        i if in into is it its me my no not of on or our out should so some tell than that the their
        them there these they this those to up us was we were what when where which who whom whose why
        will with would you your""",
    "fr": """a afin ai alors au aucun aussi autre autres aux avec avoir car ce cela ces cet cette chez ci comme comment
        contre dans de depuis des donc dont du elle elles en est et etre eux faire fait faut il ils je
        la le les leur leurs lors lui mais me meme mes moi mon ne ni nos notre nous on ont ou par pas
        peut peuvent plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se selon
        ses si son sont sous sur ta te tes toi ton tous tout toute toutes tres tu un une vers via vos
        votre vous y""",
    "es": """a al algo algun alguna algunas algunos ante aqui asi aunque bajo cada como con contra cual cuales cuando
        de del desde donde dos e el ella ellas ellos en entre era es esa esas ese eso esos esta estan
        estas este esto estos fue ha hace hacer hacia han hasta hay la las le les lo los mas me mi mis
        muy ni no nos nosotros o otra otras otro otros para pero podemos por porque puede pueden que
        quien quienes se segun ser si sin sobre son su sus tambien te tiene tienen todo todos tras tu
        tus u un una unas uno unos y ya yo""",
    "pt": """a ao aos aquela aquele as ate cada com como contra da das de dela delas dele deles desde do dos e ela
        elas ele eles em entre era essa esse esta estao este eu fazer foi ha isso isto ja lhe mais mas
        me meu minha muito na nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo
        pelos pode podem por porque quais qual quando que quem sao se sem ser seu seus sob sobre sua
        suas tambem te tem todo todos um uma umas uns""",
    "it": """a ad agli ai al alla alle allo anche c che chi ci coi col come con contro cosa cui da dagli dai dal
        dalla dalle dallo degli dei del della delle dello di dove e ed era essere fa fare fra gli ha
        hanno i il in io la le lei li lo loro lui ma mi mia mio ne negli nei nel nella nelle nello no
        noi non nostra nostro o ogni per perche piu possono puo qual quale quali quando quella quelle
        quelli quello questa queste questi questo se sei senza si sia sono su sua sue sugli sui sul
        sulla sulle sullo suo suoi tra tu tutti un una uno vi voi""",
    "ca": """a al als amb aquest aquesta aquestes aquests com contra d dalt de del dels des el ella ells els en entre
        es esta fer fins ha han hi i la les li lo mes molt ni no nosaltres o on pel pels per pero perque
        pot qual quan que qui se sense ser seu seus seva seves si sobre son sota un una unes uns""",
    "de": """aber alle als am an auch auf aus bei beim bis da damit das dass dem den denn der des die diese diesem
        diesen dieser dieses doch du durch ein eine einem einen einer eines er es fur gegen gibt haben
        hat hatte ich ihr ihre ihrem ihren ihrer im in ins ist ja kann kein keine konnen man mehr mein
        mich mir mit muss nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so soll sollen
        uber um und uns unser unsere unter vom von vor wann war waren warum was welche welchem welchen
        welcher welches wenn wer werden wie wir wird wo wurde zu zum zur zwischen""",
    "nl": """aan al alle als bij dan dat de deze die dit door een en er haar had heb hebben heeft hem het hij hoe hun
        ik in is je kan kunnen maar me meer met mij mijn na naar niet nog of om onder ons onze ook op
        over te tegen tot u uit van veel voor waar waarom wanneer wat we welke werd wie wij worden wordt
        zal ze zich zij zijn zo zonder zou""",
    "sv": """alla ar att av blir da de dem den det dig din dina dit du efter eller en er ett for fore fran gor han
        har hon hos hur i ingen inte ja jag kan man med mellan men mig min mot mycket nar ni nu och om
        oss over pa sa sig sin sina ska som till under upp ut utan vad var vara varfor vem vi vid vilka
        vilken vilket""",
    "da": """af alle at blev bliver da de dem den der deres det dig din disse du efter eller en end er et for fordi
        fra ham han har have hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor i ikke ind
        ingen jeg kan man mange med mellem men mere mig mit mod naar ned nogle nu og ogsa om op os over
        pa sa sig sin sit skal som til ud uden under var ved vi vil vores""",
    "no": """alle at av ble blir da de deg dem den denne der det dette din du eller en enn er et etter for fordi fra
        ham han har hos hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i ikke ingen jeg kan
        man med meg mellom men min mot mye na nar noen og ogsa om opp oss over pa sa seg sin sine skal
        som til under ut uten var ved vi vil""",
    "fi": """ei eika etta ettei han hän ja jo joita joka jos kaikki kanssa kuin kuinka kun me mika miksi milloin
        missa mita miten mitka mukaan mutta myos ne niin niita nyt olla on ovat se sen siita sina tai
        tama te vai vaikka voi voivat yli""",
    "pl": """a aby ale bez bo by byc byl byla co czy dla do gdy gdzie i ich im ja jak jaka jakie jako je jego jej
        jest jezeli juz kiedy kto ktora ktore ktory ktorych ma maja mi mnie moga moze na nad nam nas
        nasz nie o od oraz po pod poza przed przez przy sa sie skad tak tam te tego tej ten to tu tym w
        we wiec wszystkie z za ze zeby""",
    "ro": """a aceasta acest aceste acesti ai al ale am ar are as asupra au ca care ce cel cele cu cum da dar de deci
        despre din dintre dupa ea ei el ele este eu fara fi fie fost i in intre isi la le li lor lui mai
        mea mi ne nici noi nu o pe pentru poate pot prin sa sau se si sub sunt te tot tu un una unde
        unei unele unor unui va vom""",
    "sq": """a ai ajo apo ata ato cfare cila cilat cili deri dhe do duke e eshte i ishte jane ka kane ke keto kjo kur
        ky me mund na ne nen nese nga nje nuk o pa per po pse qe se si te tek tij tyre u une""",
    "sr": """a ali bez bi bila bio biti da do gde i ih ili iz ja je jer kad kada kako kao koja koje koji kojim kroz
        li me mi na nad ne nego ni nije o od oko on ona oni po pod pre pri protiv sa sam se si smo sta
        sto su sve svi svoje ta te to u uz za zbog а али без би била био бити где да до за због и из или
        их кад када како као која које који кроз ли ме ми на над не него ни није о од око он она они по
        под пре при против са сам се си смо су та те то у уз шта што ја је јер""",
    "ru": """а без более бы был была были было быть в вам вас весь во вот все всех вы где да для до его ее если есть
        еще же за и из или им их к как какие какой ко когда кто ли между меня мне может можно мои мы на
        над нам нас наш не него нее нет ни них но о об однако он она они оно от по под почему при про с
        со так также такие такой там те тем то того тоже только тот ты у уже чем что чтобы эта эти это
        этот я""",
    "uk": """а або але без би був була були було бути в вам вас ви вона вони воно все всі від він де для до з за зі и
        його к коли кому ми може можна на над нам нас наш не нема ні о об один по при про проти під та
        так такий також там ти то тому тільки у це цей ця чи чому що щоб я як яка яке який якщо які є і
        із інші ії їх її""",
    "el": """α αν απο αυτα αυτη αυτο αυτοι αυτοσ για δεν εγω ειμαι ειναι εισ εκει ενα εναν ενασ ενοσ εχει εχουν η
        ηταν θα καθε και κατα κι μα μασ με μεσα μετα μη μην μια μιασ μου μπορει μπορουν να ο οι ολα οπου
        οπωσ οτι ποια ποιεσ ποιο ποιοι ποιοσ πολυ που πριν προσ πωσ σαν σασ σε στα στη στην στησ στισ
        στο στον στου στουσ τα τη την τησ τι τισ το τον του τουσ των υπο χωρισ ωσ""",
    "tr": """acaba ama ancak bazi ben bir biz bu bunlar cok da daha de degil diye en gibi hangi hem hep her hic icin
        ile ise kadar ki kim mi mu nasil ne neden nerede niye o olan olarak onlar sen siz su tum ve veya
        ya yani""",
}
_SMALL = {language: frozenset(word.folded for word in words_of(words)) for language, words in _LISTS.items()}
_SAME = {"nb": "no", "nn": "no", "hr": "sr", "bs": "sr", "me": "sr"}


def small_words(language: str) -> frozenset[str]:
    """Return all words of `language` that carry no subject, folded; none where the language has no list here."""
    main = language.split("-")[0]
    return _SMALL.get(_SAME.get(main, main), frozenset())


def function_words(folded: Iterable[str], reader: str) -> frozenset[str]:
    """Return those of the words `folded` that carry no subject, in the language that the query seems to be in.

    That is the language with most such words in the query; a single one counts only in the language of the `reader`
    and in English, because a small word of one language is a great one of another ("car", "man", "son").
    """
    asked = set(folded)
    reader = _SAME.get(reader, reader)
    found = {language: asked & words for language, words in _SMALL.items()}
    best = max(found, key=lambda language: (len(found[language]), language == reader, language == "en"))
    enough = 1 if best in {reader, "en"} else 2
    return frozenset(found[best]) if len(found[best]) >= enough else frozenset()
