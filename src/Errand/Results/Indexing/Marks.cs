namespace Errand.Results.Indexing;

/// <summary>Where some of the children of an array or object are: each <paramref name="Step"/>th.</summary>
internal sealed record Marks(long[] Places, long Step)
{
    /// <summary>The last marked child that is not after this one, and its place.</summary>
    public (long Child, long Place) Before(long child)
    {
        long mark = Math.Min(child / Step, Places.Length - 1);
        return (mark * Step, Places[mark]);
    }
}
