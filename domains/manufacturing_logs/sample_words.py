"""The phrases synthetic work orders and log lines are made of. All plants and machines are invented."""

from __future__ import annotations

LABELS = {
    "bearing wear": 120, "electrical fault": 115, "hydraulic leak": 105, "sensor fault": 100, "misalignment": 85,
    "operator error": 75,
}  # fmt: skip
"""Rows by cause: mildly imbalanced, as in a maintenance system."""

CONFUSIONS = {
    "bearing wear": ("misalignment",),
    "misalignment": ("bearing wear", "operator error"),
    "electrical fault": ("sensor fault",),
    "sensor fault": ("electrical fault", "operator error"),
    "hydraulic leak": ("bearing wear", "sensor fault"),
    "operator error": ("misalignment", "sensor fault"),
}

KINDS = ("press", "lathe", "mill", "conveyor", "filler", "palletiser", "extruder", "crusher", "compressor", "mixer")

SLOTS = {
    "n": ("1", "2", "3", "4", "6", "8", "11", "15", "22", "37", "48", "60", "95"),
    "part": ("spindle", "main shaft", "drive end", "head roller", "tail pulley", "fan", "gearbox", "agitator",
             "feed screw"),
    "side": ("left", "right", "infeed", "outfeed", "upper", "lower", "north", "south"),
    "station": ("station {n}", "the {side} side", "the {side} guide", "head {n}", "zone {n}", "the {part}"),
    "when": ("at start of shift", "during changeover", "on night shift", "after the weekend", "mid run", "again",
             "since Monday",
             "after {n} h running"),
    "stop": ("line stopped {n} min", "machine tripped", "production held", "ran on at half speed",
             "stopped for safety"),
    "temp": ("{n}0 C", "{n}5 degrees", "over limit"),
    "amps": ("{n} A", "{n}.5 amps", "over rated current"),
    "bar": ("{n} bar", "{n}0 psi", "below set point"),
    "mm": ("{n} mm", "0.{n} mm", "out of tolerance"),
    "code": ("F{n}0{n}", "E{n}", "ALM{n}2", "code {n}{n}"),
}  # fmt: skip

SYMPTOMS = {
    "bearing wear": (
        "{part} bearing noisy {when}", "grinding sound from the {part}", "{part} bearing housing hot, {temp}",
        "play in the {part}, can be moved by hand", "metal flakes in the grease at {part}", "squealing from {station}",
        "bearing temperature at {part} climbing", "rumble from {part} gets worse with speed",
    ),
    "electrical fault": (
        "motor tripped on overload, {amps}", "breaker will not hold {when}", "drive shows {code}, undervoltage",
        "burnt smell from the panel", "fuse blown at {station}", "loose terminal in the cabinet of {station}",
        "contactor chatters {when}", "phase missing on the {part} motor", "insulation low on {part} motor",
    ),
    "hydraulic leak": (
        "oil on the floor under {station}", "pressure drops to {bar} and pump cycles", "hose weeping at {station}",
        "cylinder drifts down when held", "oil level low again, topped up {n} l", "seal leaking at {station}",
        "ram slow, pressure {bar}", "fitting at {station} dripping", "o-ring extruded at {station}",
    ),
    "sensor fault": (
        "proximity switch at {station} stays on", "reading from {station} jumps about", "photo eye at {station} dirty",
        "temperature shows {temp} with the machine cold", "encoder loses count {when}",
        "level probe reads full, tank empty",
        "no signal from {station}", "part present seen with nothing there", "transmitter at {station} frozen at {bar}",
    ),
    "misalignment": (
        "belt runs off to the {side}", "coupling out by {mm}", "{part} vibrates at running speed",
        "belt edge frayed at {station}",
        "product skewed at {station}", "guide rails {mm} out of parallel", "shafts not in line after motor change",
        "uneven wear on {station}", "chain jumps at {station}",
    ),
    "operator error": (
        "wrong recipe loaded {when}", "guard left open at {station}", "emergency stop pressed by mistake",
        "material put in the wrong way round at {station}", "set point typed as {n}00 instead of {n}0",
        "machine started with tool still in {station}", "changeover parts not fitted at {station}",
        "speed set above limit {when}", "valve at {station} left shut after cleaning",
    ),
}  # fmt: skip

SHARED = {
    ("bearing wear", "misalignment"): (
        "vibration high at {part}, {mm}", "{part} noisy and warm {when}", "coupling guard rattles, {part} shakes",
        "vibration alarm at {station}", "{part} seal worn on one side",
    ),
    ("electrical fault", "sensor fault"): (
        "alarm {code} at {station}, clears on reset", "signal lost at {station} {when}", "cable damaged at {station}",
        "intermittent stop at {station}, no cause seen", "input card shows {code}",
    ),
    ("hydraulic leak", "sensor fault"): (
        "pressure alarm at {station}, {bar}", "low level alarm {when}", "clamp pressure reads {bar}",
    ),
    ("operator error", "misalignment"): (
        "jam at {station} {when}", "product crooked at {station} after changeover",
        "guard at {station} hits the {part}",
    ),
    ("operator error", "sensor fault"): (
        "counts do not match at {station}", "door switch open at {station}", "start blocked, {code}",
    ),
    ("bearing wear", "electrical fault"): (
        "motor at {part} hot, {amps}", "{part} motor draws {amps} and trips",
    ),
    ("hydraulic leak", "bearing wear"): (
        "oil at the {part}, seal or bearing", "gearbox oil low, {part} warm",
    ),
}  # fmt: skip

FINDINGS = {
    "bearing wear": ("replaced bearing", "regreased, bearing on order", "races pitted", "cage broken up"),
    "electrical fault": ("tightened terminals", "replaced contactor", "motor to be rewound", "fitted new fuse"),
    "hydraulic leak": ("new hose fitted", "seal kit replaced", "tightened fitting", "topped up oil"),
    "sensor fault": ("replaced sensor", "cleaned lens", "recalibrated", "swapped the probe"),
    "misalignment": ("realigned by laser", "tracked the belt", "shimmed the motor feet", "reset guides"),
    "operator error": ("operator briefed", "reset and restarted", "put settings back", "instruction card posted"),
}
ACTIONS = (
    "{stop}", "please check", "to be looked at next stop", "reset, runs for now", "called maintenance", "parts ordered",
    "second time this week", "checked, no fault found yet", "running under watch", "shift lead informed",
    "cleaned the area",
)  # fmt: skip

SHORT = {
    "bearing": "brg", "hydraulic": "hyd", "vibration": "vib", "replaced": "repl", "valve": "vlv", "cylinder": "cyl",
    "temperature": "temp", "maintenance": "maint", "machine": "m/c", "checked": "chkd", "gearbox": "gbx",
    "again": "agn",
    "pressure": "press.", " with ": " w/ ", "electrical": "elec",
}  # fmt: skip
