namespace Errand.Dashboard.Parts.Json;

/// <summary>JSON for people: over several lines, each number digit by digit as it is stored.</summary>
/// <param name="Pieces">The text.</param>
/// <param name="IsCut">Whether the rest is left out.</param>
public sealed record JsonText(IReadOnlyList<JsonPiece> Pieces, bool IsCut)
{
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
