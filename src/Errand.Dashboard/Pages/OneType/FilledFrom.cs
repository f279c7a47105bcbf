namespace Errand.Dashboard.Pages.OneType;

/// <summary>Where the arguments in the form come from: <c>example</c>, <c>defaults</c> or the id of a task.</summary>
/// <param name="Word">As the address has it.</param>
/// <param name="Note">What the user should know of them.</param>
public sealed record FilledFrom(string Word, string? Note = null)
{
    internal const string Example = "example";
    internal const string Defaults = "defaults";
}
