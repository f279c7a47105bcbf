using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>What the first page shows: all that its address says.</summary>
/// <param name="Range">How far back the charts go.</param>
/// <param name="Type">The task type that numbers are of; null: all.</param>
public sealed record HomeAddress(ChartRange Range, string? Type)
{
    /// <summary>The type as a further parameter of an address.</summary>
    public string TypeParameter => Type is null ? "" : $"&type={Uri.EscapeDataString(Type)}";

    /// <summary>A search for tasks, of this type if there is one.</summary>
    public string SearchFor(string search) => Type is null ? search : $"type:{Type} {search}";
}
