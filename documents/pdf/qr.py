"""A QR code as a part of a sheet."""

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable

SIDE = 72.0  # points: 2.5 cm, read by any phone from a hand's breadth


class Square(Flowable):
    """The code of a text, black on white, with its quiet border; a quarter of it may be damaged."""

    def __init__(self, text: str, side: float = SIDE) -> None:
        super().__init__()
        self.side = side
        self.code = QrCodeWidget(text, barLevel="Q", barWidth=side, barHeight=side, barBorder=2)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.side, self.side

    def draw(self) -> None:
        drawing = Drawing(self.side, self.side)
        drawing.add(self.code)
        renderPDF.draw(drawing, self.canv, 0, 0)
