namespace Errand.Dashboard.Pages.OneType;

/// <summary>Something that is wrong with a form, above it.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Target">The id of the field that it is about; null when there is none.</param>
public sealed record TopFault(string Sentence, string? Target);
