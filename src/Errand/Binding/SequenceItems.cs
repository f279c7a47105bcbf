using System.Diagnostics.CodeAnalysis;

namespace Errand.Binding;

/// <summary>How the items of a sequence are had that a function makes while it is read: <c>IEnumerable</c> or
/// <c>IAsyncEnumerable</c>.</summary>
internal abstract class SequenceItems
{
    public abstract Type Item { get; }

    /// <summary>For the return types of C#'s iterators; null for all others.</summary>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only native compilation would miss the instantiation.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The constructors are used here.")]
    public static SequenceItems? Of(Type type)
    {
        Type? definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : null;
        Type? items =
            definition == typeof(IEnumerable<>) ? typeof(Items<>) : definition == typeof(IAsyncEnumerable<>) ? typeof(AsyncItems<>) : null;
        return items is null ? null : (SequenceItems)Activator.CreateInstance(items.MakeGenericType(type.GenericTypeArguments))!;
    }

    /// <summary>Whether the items are not there yet, so that getting them runs code of the function.</summary>
    public abstract bool IsMadeWhileRead(object sequence);

    public abstract ValueTask ForEachAsync(object sequence, Action<object?> take, CancellationToken cancellationToken);

    private sealed class Items<T> : SequenceItems
    {
        public override Type Item => typeof(T);

        public override bool IsMadeWhileRead(object sequence) => sequence is not (ICollection<T> or IReadOnlyCollection<T>);

        public override ValueTask ForEachAsync(object sequence, Action<object?> take, CancellationToken cancellationToken)
        {
            foreach (T item in (IEnumerable<T>)sequence)
            {
                take(item);
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class AsyncItems<T> : SequenceItems
    {
        public override Type Item => typeof(T);

        public override bool IsMadeWhileRead(object sequence) => true;

        public override async ValueTask ForEachAsync(object sequence, Action<object?> take, CancellationToken cancellationToken)
        {
            await foreach (T item in ((IAsyncEnumerable<T>)sequence).WithCancellation(cancellationToken))
            {
                take(item);
            }
        }
    }
}
