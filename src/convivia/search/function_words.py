"""Small words that carry no subject ("the", "pour", "mit"): a practice need not contain them to be found. Pure.

The lists are short on purpose: only words that say nothing about what is sought, folded as `convivia.common.folding` does.
They are used for queries alone; texts keep all their words, so that a phrase in quotes finds them.
"""

from collections.abc import Iterable

_LISTS = {
    "en": """a about all also an and any are as at be been but by can could did do does for from get had has have how i if
        in into is it its me my no not of on or our out should so some tell than that the their them there these they
        this those to up us was we were what when where which who whom whose why will with would you your""",
    "fr": """a afin ai alors au aucun aussi autre autres aux avec avoir ce cela ces cet cette chez ci comme comment contre
        dans de depuis des donc dont du elle elles en est et etre eux faire fait faut il ils je la le les leur leurs lors
        lui mais me meme mes moi mon ne ni nos notre nous on ont ou par pas peut peuvent peuvent plus pour pourquoi qu
        quand que quel quelle quelles quels qui quoi sa sans se selon ses si son sont sous sur ta te tes toi ton tous
        tout toute toutes tres tu un une vers via vos votre vous y""",
    "es": """a al algo algun alguna algunas algunos ante aqui asi aunque bajo cada como con contra cual cuales cuando de
        del desde donde dos e el ella ellas ellos en entre era es esa esas ese eso esos esta estan estas este esto estos
        fue ha hace hacer hacia han hasta hay la las le les lo los mas me mi mis muy ni no nos nosotros o otra otras otro
        otros para pero podemos por porque puede pueden que quien quienes se segun ser si sin sobre son su sus tambien te
        tiene tienen todo todos tras tu tus u un una unas uno unos y ya yo""",
    "pt": """a ao aos aquela aquele as ate cada com como contra da das de dela dele delas deles desde do dos e ela elas ele
        eles em entre era essa esse esta estao este eu fazer foi ha isso isto ja lhe mais mas me meu minha muito na nao
        nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos podem pode por porque qual quais
        quando que quem se sem ser seu seus sob sobre sua suas sao tambem te tem todo todos um uma umas uns""",
    "it": """a ad agli ai al alla alle allo anche c che chi ci coi col come con contro cosa cui da dagli dai dal dalla dalle
        dallo degli dei del della delle dello di dove e ed era essere fa fare fra gli ha hanno i il in io la le lei li lo
        loro lui ma mi mia mio ne negli nei nel nella nelle nello no noi non nostra nostro o ogni per perche piu possono
        puo qual quale quali quando quella quelle quelli quello questa queste questi questo se sei senza si sia sono su
        sua sue sugli sui sul sulla sulle sullo suo suoi tra tu tutti un una uno vi voi""",
    "ca": """a al als amb aquest aquesta aquests aquestes com contra d dalt de del dels des el ella ells els en entre es
        esta fer fins ha han hi i la les li lo mes molt ni no nosaltres o on per pel pels pero perque pot que qual quan
        qui se sense ser si sobre son sota seu seva seus seves un una unes uns""",
    "de": """aber alle als am an auch auf aus bei beim bis da damit das dass dem den denn der des die diese diesem diesen
        dieser dieses doch du durch ein eine einem einen einer eines er es fur gegen gibt haben hat hatte ich ihr ihre ihrem
        ihren ihrer im in ins ist ja kann kein keine konnen man mehr mein mich mir mit muss nach nicht noch nur ob oder ohne
        sehr sein seine sich sie sind so soll sollen uber um und uns unser unsere unter vom von vor wann war waren warum was
        welche welchem welchen welcher welches wenn wer werden wie wir wird wo wurde zu zum zur zwischen""",
    "nl": """aan al alle als bij dan dat de deze die dit door een en er haar had heb hebben heeft hem het hij hoe hun ik in
        is je kan kunnen maar me meer met mij mijn na naar niet nog of om onder ons onze ook op over te tegen tot u uit van
        veel voor waar waarom wanneer wat we welke werd wie wij worden wordt zal ze zich zij zijn zo zonder zou""",
    "sv": """alla att av blir da de dem den det dig din dina dit du efter eller en er ett fran for fore gor han har hon hos
        hur i ingen inte ja jag kan man med mellan men mig min mot mycket nar ni nu och om oss pa sa sig sin sina ska som
        till under upp ut utan vad var vara varfor vem vi vid vilka vilken vilket over ar""",
    "da": """af alle at blev bliver da de dem den der deres det dig din disse du efter eller en end er et for fordi fra ham
        han har have hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor i ikke ind ingen jeg kan man med mellem
        men mig mod mange mere mit naar ned nogle nu og ogsa om op os over pa sa sig sin sit skal som til ud uden under var
        ved vi vil vores""",
    "no": """alle at av ble blir da de deg dem den denne der det dette din du eller en enn er et etter for fordi fra ham han
        har hos hun hva hvem hver hvilke hvilken hvis hvor hvordan hvorfor i ikke ingen jeg kan man med mellom men meg min
        mot mye nar na noen og ogsa om opp oss over pa sa seg sin sine skal som til ut uten under var ved vi vil var""",
    "fi": """ei eika ettei etta han he hän ja jo joka jos joita kanssa kaikki kuin kuinka kun me mika miksi milloin mita
        mitka miten missa mukaan mutta myos ne niin niita nyt olla on ovat se sen siita sina tai tama te vai vaikka voi
        voivat yli""",
    "pl": """a aby ale bez bo by byc byl byla co czy dla do gdy gdzie i ich im ja jak jaka jakie jako je jego jej jest jezeli
        juz kiedy kto ktora ktore ktory ktorych ma maja mi mnie moga moze na nad nam nas nasz nie o od oraz po pod poza
        przed przez przy sa sie skad tak tam te tego tej ten to tu tym w we wiec wszystkie z za ze zeby""",
    "ro": """a acest aceasta aceste acesti ai al ale am ar are as asupra au ca care ce cel cele cum cu da dar de deci despre
        din dintre dupa ea ei el ele este eu fara fi fie fost i in intre isi la le li lor lui mai mea mi ne nici noi nu o
        pe pentru poate pot prin sa sau se si sunt sub te tot tu un una unde unei unele unor unui va vom""",
    "sq": """a ai ajo ata ato apo cfare cila cilat cili deri do duke dhe e eshte i ishte jane ka kane ke ky kjo keto kur me
        mund na ne nen nese nga nje nuk o pa per po pse qe se si te tek tij tyre u une""",
    "sr": """a ali bez bi bio bila biti da do gde i ih ili iz ja je jer kad kada kako kao koja koje koji kojim kroz li me mi
        na nad ne nego ni nije o od oko on ona oni po pod pre pri protiv sa sam se si smo su sta sto sve svi svoje ta te to
        u uz za zbog а али без би био била бити да до где и их или из ја је јер кад када како као која које који кроз ли
        ме ми на над не него ни није о од око он она они по под пре при против са сам се си смо су та те то у уз за због
        шта што""",
    "ru": """а без более бы был была были было быть в вам вас весь во вот все всех вы где да для до его ее если есть еще же за
        и из или им их к как какие какой ко когда кто ли между меня мне может можно мои мои мы на над нам нас наш не него
        нее нет ни них но о об однако он она они оно от по под почему при про с со так также такие такой там те тем то того
        тоже только тот ты у уже чем что чтобы эта эти это этот я""",
    "uk": """а або але без би був була були було бути в вам вас ви від все всі де для до його если з за зі и и ии іх із і
        іи ії інші к як яка яке які якии коли кому ми може можна на над нам нас наш не нема ні але о об один він вона вони
        воно по під при про проти та також так такии там ти тільки то тому у це цеи ця чи чому що щоб я є""",
    "el": """α αν απο αυτα αυτη αυτο αυτοι αυτοσ για δεν εγω ειμαι ειναι εισ εκει ενα εναν ενασ ενοσ εχει εχουν η ηταν θα
        και καθε κατα κι μα μασ με μεσα μετα μη μην μια μιασ μου μπορει μπορουν να ο οι ολα οπου οπωσ οτι ποια ποιεσ ποιο
        ποιοι ποιοσ πολυ που πριν προσ πωσ σαν σασ σε στα στη στην στησ στισ στο στον στου στουσ τα τη την τησ τι τισ το
        τον του τουσ των υπο χωρισ ωσ""",
    "tr": """acaba ama ancak bazi ben bir biz bu bunlar cok da daha de degil diye en gibi hangi hem hep her hic icin ile ise
        kadar kim ki mi mu nasil ne neden nerede niye o olan olarak onlar sen siz su tum ve veya ya yani""",
}  # fmt: skip
_SMALL = {language: frozenset(words.split()) for language, words in _LISTS.items()}
_SAME = {"nb": "no", "nn": "no", "hr": "sr", "bs": "sr", "me": "sr"}


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
