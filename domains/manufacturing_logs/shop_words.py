"""Short forms and misspellings of the shop floor, each with the one word it stands for; our own lists."""

from __future__ import annotations

from collections.abc import Mapping

SHORTHAND_2: Mapping[str, str] = {
    "assy": "assembly", "brg": "bearing", "brgs": "bearings", "brkr": "breaker", "cyl": "cylinder", "chk": "check",
    "chkd": "checked", "elec": "electrical", "fltr": "filter", "gbx": "gearbox", "g/box": "gearbox", "htr": "heater",
    "hyd": "hydraulic", "hyds": "hydraulics", "insp": "inspect", "inop": "inoperative", "lub": "lubrication",
    "maint": "maintenance", "mech": "mechanical", "oper": "operator", "pneu": "pneumatic", "repl": "replace",
    "repld": "replaced", "rplc": "replace", "rplcd": "replaced", "u/s": "unserviceable", "vib": "vibration",
    "vlv": "valve", "vlvs": "valves", "xfmr": "transformer", "xmtr": "transmitter", "a/c": "air conditioner",
    "c/o": "change out", "r/r": "remove and replace", "l/h": "left hand", "r/h": "right hand",
    "mtr": "motor", "mtrs": "motors", "pmp": "pump", "cplg": "coupling", "gskt": "gasket", "solnd": "solenoid",
    "spkt": "sprocket", "prox": "proximity", "alm": "alarm", "ctrl": "control", "cntrl": "control", "gnd": "ground",
    "lvl": "level", "lkg": "leaking", "dmg": "damage", "dmgd": "damaged", "brkn": "broken", "adjd": "adjusted",
    "instd": "installed", "rmv": "remove", "rmvd": "removed", "calib": "calibrate", "inspd": "inspected",
    "cln": "clean", "clnd": "cleaned", "lubd": "lubricated", "grsd": "greased", "svcd": "serviced", "tstd": "tested",
    "reqd": "required", "qty": "quantity", "eqpt": "equipment", "equip": "equipment", "oos": "out of service",
    "t/s": "troubleshoot", "xfer": "transfer", "intermit": "intermittent", "lube": "lubricate", "bldg": "building",
}  # fmt: skip
"""The short forms of the step's version 2, for models that were trained under it."""

SHORTHAND_3: Mapping[str, str] = {**SHORTHAND_2, "trpd": "tripped", "ovld": "overload", "rst": "reset"}
"""Those of version 3."""

SHORTHAND: Mapping[str, str] = {**SHORTHAND_3, "drv": "drive", "rpl": "replace", "frm": "from", "thru": "through"}
"""Short forms with one reading on a shop floor; 'temp', 'press', 'flt', 'fld', 'w/o' and the like have two and stay."""

MISSPELLINGS: Mapping[str, str] = {
    "bering": "bearing", "berring": "bearing", "bearring": "bearing", "beering": "bearing", "bearnig": "bearing",
    "hydralic": "hydraulic", "hydrolic": "hydraulic", "hydrualic": "hydraulic", "hydraulik": "hydraulic",
    "pnuematic": "pneumatic", "pnumatic": "pneumatic", "vavle": "valve", "valv": "valve", "vlave": "valve",
    "moter": "motor", "motr": "motor", "cilinder": "cylinder", "cylindar": "cylinder", "cylnder": "cylinder",
    "senser": "sensor", "sensr": "sensor", "guage": "gauge", "swich": "switch", "swtich": "switch",
    "circut": "circuit", "curcuit": "circuit", "breker": "breaker", "fuze": "fuse", "cuppling": "coupling",
    "couplin": "coupling", "compresser": "compressor", "compresor": "compressor", "conveyer": "conveyor",
    "convayor": "conveyor", "geer": "gear", "gasked": "gasket", "gaskit": "gasket", "selonoid": "solenoid",
    "solinoid": "solenoid", "leeking": "leaking", "leekage": "leakage", "presure": "pressure",
    "preasure": "pressure", "pressur": "pressure", "temprature": "temperature", "tempature": "temperature",
    "temperture": "temperature", "electical": "electrical", "eletrical": "electrical", "vibrtion": "vibration",
    "vibartion": "vibration", "vibrasion": "vibration", "alingment": "alignment", "alignement": "alignment",
    "allignment": "alignment", "missaligned": "misaligned", "misalined": "misaligned", "lubrcation": "lubrication",
    "greese": "grease", "greesed": "greased", "maintanence": "maintenance", "maintainance": "maintenance",
    "maintenence": "maintenance", "machien": "machine", "mashine": "machine", "opperator": "operator",
    "brocken": "broken", "borken": "broken", "stoped": "stopped", "stuk": "stuck", "worne": "worn",
    "replased": "replaced", "replacd": "replaced", "repalced": "replaced", "repared": "repaired",
    "repaird": "repaired", "tightend": "tightened", "tightned": "tightened", "ajusted": "adjusted",
    "adjsted": "adjusted", "cleand": "cleaned", "instaled": "installed", "calibrted": "calibrated", "gaurd": "guard",
    "noisey": "noisy", "overheted": "overheated", "intermittant": "intermittent", "emergancy": "emergency",
}  # fmt: skip
"""Spellings that are no English words of their own, as hurried hands type them."""
