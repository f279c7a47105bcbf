namespace Errand.Results.Reading;

/// <summary>Some elements of an array.</summary>
/// <param name="Offset">How many are left out in front.</param>
/// <param name="Limit">How many come after these at most.</param>
/// <param name="Every">The distance of two elements: 1 takes each of those, 10 each tenth. The last one is always taken.</param>
internal readonly record struct ElementSlice(int Offset, int Limit, int Every)
{
    public static ElementSlice All { get; } = new(0, int.MaxValue, 1);

    public bool IsAll => this == All;

    /// <summary>Whether no element from this one on belongs to it.</summary>
    public bool EndsBefore(long index) => index - Offset >= Limit;

    /// <summary>Whether the element is in its range, and perhaps left out for <see cref="Every"/>.</summary>
    public bool Reaches(long index) => index >= Offset && !EndsBefore(index);

    public bool Has(long index) => Reaches(index) && (index - Offset) % Every == 0;
}
