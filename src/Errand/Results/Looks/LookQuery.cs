using Errand.Results.Indexing;
using Errand.Types;

namespace Errand.Results.Looks;

/// <summary>What is wanted to be seen of a result.</summary>
/// <remarks>Its text is part of the entity tag: other text for another answer.</remarks>
internal abstract record LookQuery<T>
    where T : class
{
    /// <summary>The same, of a result of a type whose author says how it is looked at.</summary>
    public virtual LookQuery<T> Of(AuthorViews author) => this;

    public abstract ValueTask<Look<T>> LookAsync(IndexedResult result, CancellationToken cancellationToken);

    public abstract override string ToString();
}
