using System.Globalization;

namespace Errand.Dashboard.Pages.Compare;

/// <summary>Which tasks are compared, and how.</summary>
/// <param name="Ids">The tasks; the others are compared to the first.</param>
public sealed record CompareAddress(IReadOnlyList<long> Ids)
{
    /// <summary>The page and each plot have room for so many.</summary>
    public const int MostTasks = 8;

    public const string Overlay = "overlay";

    public const string Difference = "difference";

    public const string Side = "side";

    /// <summary>The view, counted from 0.</summary>
    public int View { get; init; }

    /// <summary>How plots are compared; null: as suits them best.</summary>
    public string? Mode { get; init; }

    /// <summary>The same with another task first.</summary>
    public CompareAddress ReferredTo(long id) => this with { Ids = [id, .. Ids.Where(other => other != id)] };

    public CompareAddress Without(long id) => this with { Ids = [.. Ids.Where(other => other != id)] };

    /// <summary>Without the base.</summary>
    public override string ToString() =>
        $"/compare?ids={IdsText}{(View == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"&view={View}"))}{(Mode is null ? "" : $"&mode={Mode}")}";

    /// <summary>As the address has them: <c>188,190</c>.</summary>
    public string IdsText => string.Join(',', Ids.Select(id => id.ToString(CultureInfo.InvariantCulture)));
}
