namespace Errand.Types;

/// <summary>What an author says of a value of a result where its type is declared.</summary>
internal sealed record ValueHint
{
    public string? Label { get; init; }

    public string? Unit { get; init; }

    public Scale Scale { get; init; }

    /// <summary>The pointer of the value whose errors this one has.</summary>
    public string? ErrorOf { get; init; }

    public string? MediaType { get; init; }
}
