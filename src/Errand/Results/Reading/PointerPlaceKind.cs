namespace Errand.Results.Reading;

/// <summary>What is where a pointer leads.</summary>
internal enum PointerPlaceKind
{
    /// <summary>Nothing.</summary>
    Nowhere,

    /// <summary>A value, the current one.</summary>
    Value,

    /// <summary>An array, the current value, of which the pointer wants each element. The steps after it are theirs.</summary>
    Each,
}
