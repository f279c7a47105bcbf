namespace Errand.Results.Reading;

/// <summary>Where a pointer leads.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Step">The first step that was not made.</param>
internal readonly record struct PointerPlace(PointerPlaceKind Kind, int Step);
