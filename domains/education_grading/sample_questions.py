"""The questions synthetic answers are given to. Written for Assay.

Each idea of `ideas` is worth one point and comes in several wordings, the first for the reference answer. `vague` uses
the right words without the idea and `wrong` gets it wrong: both earn nothing, which is what makes grading hard.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question: as many points as ideas."""

    text: str
    ideas: tuple[tuple[str, ...], ...]
    vague: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The model answer: every idea in its first wording."""
        return " ".join(f"{idea[0][0].upper()}{idea[0][1:]}." for idea in self.ideas)

    @property
    def score_max(self) -> int:
        """The most points to be had."""
        return len(self.ideas)


QUESTIONS = (
    Question(
        "Why does a metal spoon feel colder than a wooden spoon in the same room?",
        (
            (
                "metal conducts heat away from the hand faster than wood",
                "heat leaves your fingers quicker through the metal",
                "metal is a good conductor so it takes the warmth out of the skin fast",
                "the wood conducts badly, the metal well",
            ),
            (
                "both spoons are at the same temperature",
                "they are really equally warm, both at room temperature",
                "a thermometer would read the same on the two",
                "the spoons have the temperature of the room, both of them",
            ),
        ),
        (
            "metal and wood are different materials",
            "it depends on the temperature of the hand",
            "heat moves between things",
        ),
        ("metal is always colder than wood", "the metal spoon gives cold to the hand", "wood makes its own heat"),
    ),
    Question(
        "Explain why the days are longer in summer than in winter.",
        (
            (
                "the axis of the Earth is tilted",
                "because our planet leans to one side as it spins",
                "the Earth's axis is not upright",
            ),
            (
                "in summer our hemisphere is tilted towards the Sun",
                "our half of the globe points to the Sun in summer",
                "the northern part leans in the direction of the Sun in June",
            ),
        ),
        (
            "the Sun is higher in the sky",
            "it has to do with the way the Earth moves",
            "the Earth goes round the Sun once a year",
        ),
        (
            "the Earth is nearer to the Sun in summer",
            "the Sun moves more slowly in summer",
            "the Earth turns slower when it is warm",
        ),
    ),
    Question(
        "What do plants need for photosynthesis, and what do they make?",
        (
            (
                "plants take in carbon dioxide and water",
                "they use CO2 from the air and water from the soil",
                "the leaves need water plus carbon dioxide",
            ),
            (
                "they need light energy, caught by chlorophyll",
                "sunlight is absorbed by the green chlorophyll",
                "the energy comes from light that chlorophyll traps",
            ),
            (
                "they make glucose and give off oxygen",
                "sugar is produced and oxygen is released",
                "the products are oxygen plus glucose for the plant",
            ),
        ),
        ("plants need good soil and care", "photosynthesis happens in the leaf", "it is how a plant grows and lives"),
        (
            "plants breathe in oxygen and make carbon dioxide in photosynthesis",
            "the roots eat food from the soil",
            "chlorophyll is made by the Sun",
        ),
    ),
    Question(
        "Why did many people move to the cities during the industrial revolution?",
        (
            (
                "factories in the cities offered work",
                "there were jobs in the mills and factories in town",
                "new factories were looking for workers",
            ),
            (
                "machines and enclosure left less work on the land",
                "farms needed fewer hands because of new machines",
                "common land was fenced off and farm labourers lost their living",
            ),
            (
                "railways and canals made it easier to move",
                "transport like trains let people travel to town",
                "thanks to railways families could get to the cities",
            ),
        ),
        ("life was changing a lot at the time", "cities were growing very big", "people wanted a better life"),
        (
            "the king ordered people into the cities",
            "the cities were cleaner and healthier than villages",
            "everybody was rich in the city",
        ),
    ),
    Question(
        "Describe how a balanced diet and exercise help the heart.",
        (
            (
                "exercise makes the heart muscle stronger",
                "training strengthens the heart",
                "the heart pumps better when you work out",
            ),
            (
                "little saturated fat keeps the arteries clear",
                "less fatty food means less gets stuck in the arteries",
                "low cholesterol stops the blood vessels clogging",
            ),
            (
                "both keep weight and blood pressure down",
                "you do not get overweight and your blood pressure stays low",
                "a normal weight means less strain and lower pressure",
            ),
        ),
        ("it is healthy to eat and to move", "the heart is an important organ", "doctors say vegetables are good"),
        ("exercise wears the heart out", "fat makes the heart strong", "sugar gives the heart its energy so eat a lot"),
    ),
    Question(
        "Explain how the water cycle works.",
        (
            (
                "the Sun heats water so that it evaporates",
                "water turns to vapour because the sun warms the sea",
                "evaporation from seas and lakes by the heat of the Sun",
            ),
            (
                "the vapour rises and cools",
                "the water vapour goes up to where it is colder",
                "as it climbs in the air it gets cool",
            ),
            (
                "it condenses into clouds",
                "tiny drops form, which are the clouds",
                "condensation makes clouds of droplets",
            ),
            ("it falls as rain or snow", "precipitation brings it down again", "then it rains, hails or snows"),
            (
                "rivers and ground water carry it back to the sea",
                "the water runs off in streams to the ocean",
                "it flows back through rivers or underground to the sea",
            ),
        ),
        (
            "water goes round and round",
            "there is a lot of water on Earth",
            "clouds are in the sky",
            "the weather changes because of it",
        ),
        (
            "clouds are made of smoke",
            "the sea water is pumped up by the wind",
            "rain comes from space",
            "the water disappears when it dries",
        ),
    ),
    Question(
        "A shop doubles its advertising and sells twice as many umbrellas. Why is that no proof the adverts did it?",
        (
            (
                "something else may have changed, such as the weather",
                "maybe it simply rained more",
                "another factor like the season could be behind it",
            ),
            (
                "a correlation is not a cause",
                "two things going together does not mean one makes the other",
                "it shows a link but no causation",
            ),
            (
                "there is no comparison with a shop that did not advertise",
                "you would need a control group",
                "we cannot see what would have happened without the adverts",
            ),
            (
                "one case is too few to be sure",
                "the sample is only a single shop",
                "it could be chance since it happened once",
            ),
            (
                "it may be the other way round, more sales paid for more advertising",
                "perhaps they advertised because sales grew already",
                "the direction could be reversed",
            ),
        ),
        (
            "advertising is expensive",
            "numbers can be misleading",
            "umbrellas are useful when it rains anyway",
            "we do not know enough",
        ),
        (
            "it does prove it because both doubled",
            "twice the adverts always gives twice the sales",
            "advertising never works",
        ),
    ),
    Question(
        "How does a vaccine protect a person from a disease?",
        (
            (
                "it contains a weakened or dead germ or a part of it",
                "you get a harmless piece of the virus",
                "the injection has an inactive form of the pathogen",
            ),
            (
                "the immune system reacts by making antibodies",
                "white blood cells produce antibodies against it",
                "the body learns to build matching antibodies",
            ),
            (
                "memory cells remain",
                "the body remembers it with memory cells",
                "some cells keep the memory of that germ",
            ),
            (
                "at a real infection the answer is faster and stronger",
                "when you meet the real virus you fight it off quickly",
                "next time the response comes much sooner",
            ),
            (
                "people around are protected too because it spreads less",
                "herd immunity protects others",
                "the disease cannot spread so well in the group",
            ),
        ),
        (
            "vaccines are given by a doctor with a needle",
            "it keeps you healthy",
            "the immune system is important",
            "germs make us ill",
        ),
        (
            "the vaccine kills all germs in the blood at once",
            "it is a medicine that cures the disease",
            "antibiotics in it destroy the virus",
        ),
    ),
)
