namespace Errand.Results.Reading;

/// <summary>A place in a result on the way that a pointer leads: what is before it need not be read.</summary>
/// <param name="Position">Where the value begins that the first steps lead to.</param>
/// <param name="Step">The first step to make from there.</param>
/// <param name="Element">If that value is an array, the place of an element that is not after the first one that is wanted; or
/// null.</param>
internal sealed record ResultStart(long Position, int Step, ElementStart? Element)
{
    public static ResultStart Beginning { get; } = new(0, 0, null);
}
