"""Low-rank adapters as a rung of the ladder (Hu et al. 2021); imports no torch until it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from models.interface import MethodOptions, TextModel
from models.methods.full.method import FullMethod
from models.methods.full.work import Work
from models.methods.lora.choosing import choose_adapters
from models.methods.lora.model import LoraModel
from models.methods.lora.options import LoraOptions

if TYPE_CHECKING:
    from models.methods.full.network import Network


class LoraMethod(FullMethod):
    """Train adapters beside the encoder's weights, and the head; merged into one network afterwards."""

    key: ClassVar[str] = "lora"
    title: ClassVar[str] = "Adapted language model"
    help: ClassVar[str] = (
        "Leaves a language model as it is and trains small adapters beside its layers. Checkpoints of a few megabytes "
        "and a fraction of the memory of full fine-tuning, for much the same answers. Made for large language models."
    )
    Options: ClassVar[type[MethodOptions]] = LoraOptions
    Model: ClassVar[type[TextModel]] = LoraModel

    def open_up(self, network: Network, rows: int, work: Work) -> None:
        """See `FullMethod.open_up`."""
        from models.methods.lora.adapters import put_on

        assert isinstance(work.options, LoraOptions)
        parameters = sum(each.numel() for each in network.encoder.parameters())
        width = int(network.encoder.config.hidden_size)
        put_on(network, choose_adapters(work.options, rows, parameters, width), work.options.scale)

    def after(self, network: Network) -> None:
        """See `FullMethod.after`."""
        from models.methods.lora.adapters import merge

        merge(network)
