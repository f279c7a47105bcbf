using Errand.Results.Indexing;

namespace Errand.Results.Looks;

/// <summary>What is wanted to be seen of a result.</summary>
/// <remarks>Its text is part of the entity tag: other text for another answer.</remarks>
internal abstract record LookQuery<T>
    where T : class
{
    public abstract ValueTask<Look<T>> LookAsync(IndexedResult result, CancellationToken cancellationToken);

    public abstract override string ToString();
}
