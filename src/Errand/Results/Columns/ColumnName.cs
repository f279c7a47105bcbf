using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>What a caller calls a column: by a pointer to its numbers, or by what is made of the complex numbers at a pointer.</summary>
internal readonly record struct ColumnName(ComplexPart Part, ResultPointer Pointer)
{
    public static bool TryParse(string text, out ColumnName name)
    {
        bool isPointer = ResultPointer.TryParse(ColumnText.PointerOf(text), out ResultPointer pointer);
        name = new ColumnName(
            !ColumnText.IsMadeOfComplex(text) ? ComplexPart.None
                : text.StartsWith(ColumnText.Magnitude, StringComparison.Ordinal) ? ComplexPart.Magnitude
                : ComplexPart.Phase,
            pointer);
        return isPointer;
    }

    public override string ToString() => Part switch
    {
        ComplexPart.Magnitude => ColumnText.MagnitudeOf(Pointer.ToString()),
        ComplexPart.Phase => ColumnText.PhaseOf(Pointer.ToString()),
        _ => Pointer.ToString(),
    };
}
