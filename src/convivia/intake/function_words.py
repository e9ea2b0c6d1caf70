"""Small words of the programme's languages that lead on to the next word: tables. Pure."""

from typing import Final

_LINKING: Final = """
    a an the of in on at to by as and or for from with into between
    le la les un une du des de au aux et en par dans avec pour sur sous chez
    der die das dem den ein eine im am und mit von vom zum zur für aus nach bei
    el los las una del al con por y o para il lo gli i uno di da e nel nei nella sul della delle dei degli
    os as um uma do dos das na no nas nos ao em els amb per
    het een van voor en op te u od za s sa iz
    nga e të dhe për me në ja eta och det den på av för med som til
"""
_DETERMINING: Final = """
    our its his her my your their this that these those any one two each every is are was main first second other new
    same whole long what which such under during through over after before about also via
    ce cet cette ces ma mon son ses nos vos notre votre leur leurs quel premier principal chaque autre est que sans
    dieser diese dieses einem einen einer unser unsere ihrem ihren ihre seine durch beim
    su sus este esta estos nuestro nuestra como desde sobre questo questa nostro nostra dello nello come suoi
    pelo pela nosso nossa seus suas aquest aquesta nostre nostra seva ao ovaj ovog njihov glavni drugi se si do
"""

# Words that a phrase cannot end with: "the House of".
LINKING: Final = frozenset(_LINKING.split())
# Words behind which a label is none: "our process:".
LEADING: Final = LINKING | frozenset(_DETERMINING.split())
