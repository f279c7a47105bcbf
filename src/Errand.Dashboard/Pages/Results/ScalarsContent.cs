namespace Errand.Dashboard.Pages.Results;

/// <summary>Single values, each with its name.</summary>
/// <param name="Values">At least one, if the result has any.</param>
/// <param name="IsWhole">Whether the one value is all of the result.</param>
public sealed record ScalarsContent(IReadOnlyList<Scalar> Values, bool IsWhole) : ViewContent;
