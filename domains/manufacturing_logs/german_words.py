"""What German work orders call failures and what was done about them; umlauts may be written out."""

from __future__ import annotations

from collections.abc import Mapping

FAILURES: Mapping[str, str] = {
    "FTS": r"startet nicht|l(?:ä|ae)uft nicht an|springt nicht an|dreht (?:sich )?nicht",
    "STP": r"stoppt nicht|h(?:ä|ae)lt nicht an",
    "FTC": r"schlie(?:ß|ss)t nicht|geht nicht zu",
    "FTO": r"(?:ö|oe)ffnet nicht|geht nicht auf",
    "UST": r"ausgel(?:ö|oe)st|abgeschaltet|steht (?:ohne|grundlos)",
    "BRD": r"ausgefallen|festgefressen|durchgebrannt",
    "ELU": r"(?:(?:ö|oe)l|fett|k(?:ü|ue)hlmittel|hydraulik|luft)\w*(?: \w+){0,3} (?:undicht|leckt|tropft)"
    r"|(?:ö|oe)l(?:leckage|verlust|austritt)|luftverlust|(?:schl(?:auch|äuche)|dichtung)(?: \w+){0,3} undicht"
    r"|verliert (?:ö|oe)l",
    "ELP": r"undicht(?:e[rns]?)?|leckage|leckt|tropft",
    "INL": r"innen undicht|intern undicht|schlie(?:ß|ss)t nicht dicht",
    "VIB": r"vibrier\w*|vibration\w*|schwingung\w*|unwucht",
    "NOI": r"laut(?:e[rns]?)?|\w*ger(?:ä|ae)usch\w*|quietsch\w*|klapper\w*|schleift",
    "OHE": r"(?:ü|ue)berhitz\w*|hei(?:ß|ss)|zu warm",
    "PLU": r"verstopft|verklemmt|klemmt|\w*stau",
    "AIR": r"(?:ohne|kein) signal|signal fehlt|falsche? (?:anzeige|wert\w*)|zeigt falsch\w*",
    "LOO": r"zieht luft|f(?:ö|oe)rdert (?:nicht|zu wenig)|(?:druck|leistung) (?:zu )?niedrig|kein(?:en)? druck"
    r"|druckverlust|zu langsam",
    "HIO": r"(?:druck|drehzahl) zu hoch|(?:ü|ue)berdruck",
    "ERO": r"sporadisch|unregelm(?:ä|ae)(?:ß|ss)ig|schwankt",
    "STD": r"\w*gerissen|gebrochen|besch(?:ä|ae)digt|\w*riss|verschlissen|verschlei(?:ß|ss)|korrodiert|verbogen"
    r"|geplatzt|abgebrochen|zerbrochen"
    r"|abgenutzt|gerostet",
    "PDE": r"verstellt|versatz|au(?:ß|ss)er toleranz|l(?:ä|ae)uft schief|dejustiert",
    "SER": r"locker|lose|verschmutzt|verdreckt",
}
"""By ISO 14224's code."""

ACTIONS: Mapping[str, str] = {
    "replaced": r"(?:aus)?getauscht|ersetzt|neue[rns]? (?:\w+ ){0,2}(?:eingebaut|montiert)|erneuert"
    r"|(?:aus)?gewechselt",
    "repaired": r"repariert|abgedichtet|instand ?gesetzt|geschwei(?:ß|ss)t|geflickt|behoben",
    "adjusted": r"(?:ein|nach)gestellt|ausgerichtet|justiert|nachgezogen|(?:nach)?gespannt|kalibriert|entl(?:ü"
    r"|ue)ftet",
    "lubricated": r"(?:nach|ab)?geschmiert|ge(?:ö|oe)lt|(?:nach)?gefettet|(?:nach|auf)gef(?:ü|ue)llt",
    "cleaned": r"gereinigt|(?:durch)?gesp(?:ü|ue)lt|freigemacht",
    "reset": r"zur(?:ü|ue)ckgesetzt|neu ?gestartet|quittiert|wieder ?eingeschaltet|(?:ein|zu)r(?:ü|ue)ckgestellt",
    "inspected": r"(?:ü|ue)?(?:ber)?gepr(?:ü|ue)ft|kontrolliert|kein fehler",
    "ordered": r"(?:nach)?bestellt",
}
"""By the action's name."""
