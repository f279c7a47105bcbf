using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>A result that can be read from any place that its index knows.</summary>
/// <param name="json">The result.</param>
/// <param name="root">What is known of the whole.</param>
/// <param name="memory">What is remembered of results.</param>
/// <param name="key">Whose result it is.</param>
internal sealed class IndexedResult(JsonTokens json, ResultNode root, ResultMemory memory, ResultKey key)
{
    /// <summary>Not the name of a column: those begin with a letter.</summary>
    private const string Index = "";

    public JsonTokens Json => json;

    /// <summary>The same result, read by another reader.</summary>
    public IndexedResult With(JsonTokens other) => new(other, root, memory, key);

    /// <summary>Opens a result. If it was not read lately, that takes a pass over it.</summary>
    public static async ValueTask<IndexedResult> OpenAsync(
        JsonTokens json, ResultMemory memory, ResultKey key, CancellationToken cancellationToken)
    {
        ResultNode? root = memory.Find<ResultNode>(key, Index);
        if (root is null)
        {
            await json.ReadAsync(cancellationToken);
            root = await IndexBuilder.BuildAsync(json, cancellationToken);
            memory.Keep(key, Index, root, root.TotalMemory());
        }

        return new IndexedResult(json, root, memory, key);
    }

    /// <summary>Where to begin to read for what a query selects of a result: near it, if the result was opened lately.</summary>
    public static ResultStart StartFor(ResultPointer pointer, ElementSlice slice, ResultMemory memory, ResultKey key)
    {
        if (memory.Find<ResultNode>(key, Index) is not { } root)
        {
            return ResultStart.Beginning;
        }

        (ResultNode node, int step) = root.Follow(pointer);
        if (!node.IsArray || node.Length == 0)
        {
            return new ResultStart(node.Start, step, null);
        }

        bool isElement = step < pointer.Steps && !pointer.IsEach(step);
        (long child, long place) = node.Marks!.Before(Math.Max(0, isElement ? pointer.Index(step) : slice.Offset));
        return new ResultStart(node.Start, step, new ElementStart(child, place));
    }

    /// <summary>The numbers of a column that was read lately, or null.</summary>
    public double[]? FindNumbers(string column) => memory.Find<double[]>(key, NameOf(column));

    public void KeepNumbers(string column, double[] numbers) =>
        memory.Keep(key, NameOf(column), numbers, numbers.LongLength * sizeof(double));

    /// <summary>The value that a pointer leads to, or why it leads to none. Here <c>*</c> is not each element.</summary>
    public async ValueTask<(ResultNode? Node, ResultRefusal? Refusal)> FindAsync(ResultPointer pointer, CancellationToken cancellationToken)
    {
        (ResultNode node, int step) = root.Follow(pointer);
        return step == pointer.Steps ? (node, null) : await FindBelowAsync(node, pointer, step, cancellationToken);
    }

    /// <summary>The array whose elements a column has and the number of the first step that is made in each of them, or why there is none.
    /// The array is where the pointer's <c>*</c> is, or where it ends.</summary>
    public async ValueTask<(ResultNode? Node, int Step, ResultRefusal? Refusal)> FindColumnAsync(
        ResultPointer pointer, CancellationToken cancellationToken)
    {
        (ResultNode node, int step) = root.Follow(pointer);
        while (step < pointer.Steps)
        {
            if (node.IsArray && pointer.IsEach(step))
            {
                return (node, step + 1, null);
            }

            await json.SeekAsync(node.Start, cancellationToken);
            PointerPlace place = await json.FollowAsync(pointer, step, cancellationToken);
            if (place.Kind == PointerPlaceKind.Nowhere)
            {
                return (null, 0, ResultRefusal.NoSuchMember(pointer, place.Step));
            }

            node = await IndexBuilder.BuildAsync(json, cancellationToken);
            step = place.Kind == PointerPlaceKind.Each ? place.Step - 1 : place.Step;
        }

        return (node, step, null);
    }

    /// <summary>Makes an element the current value. There must be one.</summary>
    public async ValueTask GoToElementAsync(ResultNode array, long index, CancellationToken cancellationToken)
    {
        (long child, long place) = array.Marks!.Before(index);
        await json.SeekAsync(place, cancellationToken);
        for (int depth = json.Depth - 1; child < index; child++)
        {
            await json.SkipAsync(cancellationToken);
            await json.NextAsync(depth, cancellationToken);
        }
    }

    /// <summary>Makes an element of the array that is the current value the current one. There must be one.</summary>
    public async ValueTask GoIntoAsync(long index, CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        await json.NextAsync(depth, cancellationToken);
        for (; index > 0; index--)
        {
            await json.SkipAsync(cancellationToken);
            await json.NextAsync(depth, cancellationToken);
        }
    }

    /// <summary>Makes the name of a member the current token. There must be one.</summary>
    public async ValueTask GoToNameAsync(ResultNode container, long index, CancellationToken cancellationToken)
    {
        (long child, long place) = container.Marks!.Before(index);
        await json.SeekNameAsync(place, cancellationToken);
        for (int depth = json.Depth - 1; child < index; child++)
        {
            await json.ReadAsync(cancellationToken);
            await json.SkipAsync(cancellationToken);
            await json.NextAsync(depth, cancellationToken);
        }
    }

    private static string NameOf(string column) => $"column {column}";

    private async ValueTask<(ResultNode? Node, ResultRefusal? Refusal)> FindBelowAsync(
        ResultNode node, ResultPointer pointer, int step, CancellationToken cancellationToken)
    {
        int index = node.IsArray ? pointer.Index(step) : -1;
        if (index >= node.Length || (node.IsArray && index < 0))
        {
            return (null, ResultRefusal.NoSuchMember(pointer, step));
        }

        if (index >= 0)
        {
            await GoToElementAsync(node, index, cancellationToken);
            step++;
        }
        else
        {
            await json.SeekAsync(node.Start, cancellationToken);
        }

        PointerPlace place = await json.FollowAsync(pointer, step, cancellationToken);
        return place.Kind == PointerPlaceKind.Value
            ? (await IndexBuilder.BuildAsync(json, cancellationToken), null)
            : (null, ResultRefusal.NoSuchMember(pointer, place.Kind == PointerPlaceKind.Each ? place.Step - 1 : place.Step));
    }
}
