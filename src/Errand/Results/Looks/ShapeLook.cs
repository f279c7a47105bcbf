using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Views;
using Errand.Types;

namespace Errand.Results.Looks;

/// <summary>Describes a value of a result and lists what is in it.</summary>
internal sealed class ShapeLook(IndexedResult result, ShapeQuery query)
{
    /// <summary>Beyond so many, children of children are not listed.</summary>
    private const int MostListed = 10_000;

    private int _listed;

    public async ValueTask<Look<ResultShape>> ReadAsync(CancellationToken cancellationToken)
    {
        (ResultNode? node, ResultRefusal? refusal) = await result.FindAsync(query.Pointer, cancellationToken);
        if (node is null)
        {
            return new Look<ResultShape>(null, refusal);
        }

        string at = query.Pointer.ToString();
        ResultShape shape = Describe(node, at) with
        {
            Name = null,
            Bytes = node.End - node.Start,
            MediaType = node.Kind == ResultKind.String ? new ViewWords(query.Author.Hints).MediaTypeOf(at) : node.MediaType,
            Views = ViewChoice.Of(query.Author, node, at),
            Children = node.Marks is null ? null : await ListAsync(node, at, cancellationToken),
        };
        return new Look<ResultShape>(shape, null);
    }

    private ValueTask<List<ResultShape>> ListAsync(ResultNode node, string at, CancellationToken cancellationToken)
    {
        int count = (int)Math.Clamp(node.Length - query.Offset, 0, query.Limit);
        return count == 0 ? new ValueTask<List<ResultShape>>([])
            : node.IsArray ? ListElementsAsync(node, at, count, cancellationToken)
            : query.Offset + count <= node.Members.Count ? new(ListKept(node, at, query.Offset, count, query.Depth))
            : ListMembersAsync(node, at, count, cancellationToken);
    }

    private async ValueTask<List<ResultShape>> ListElementsAsync(ResultNode node, string at, int count, CancellationToken cancellationToken)
    {
        List<ResultShape> children = [];
        await result.GoToElementAsync(node, query.Offset, cancellationToken);
        int depth = result.Json.Depth - 1;
        for (long index = query.Offset; children.Count < count; index++)
        {
            ResultNode element = await IndexBuilder.BuildAsync(result.Json, cancellationToken);
            children.Add(Describe(element, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"), query.Depth - 1));
            if (children.Count < count)
            {
                await result.Json.NextAsync(depth, cancellationToken);
            }
        }

        return children;
    }

    private async ValueTask<List<ResultShape>> ListMembersAsync(ResultNode node, string at, int count, CancellationToken cancellationToken)
    {
        List<ResultShape> children = [];
        await result.GoToNameAsync(node, query.Offset, cancellationToken);
        int depth = result.Json.Depth - 1;
        while (children.Count < count)
        {
            string name = System.Text.Encoding.UTF8.GetString(result.Json.Unescaped());
            await result.Json.ReadAsync(cancellationToken);
            ResultNode member = await IndexBuilder.BuildAsync(result.Json, cancellationToken);
            children.Add(Describe(member, PointerText.Below(at, name), query.Depth - 1) with { Name = name });
            if (children.Count < count)
            {
                await result.Json.NextAsync(depth, cancellationToken);
            }
        }

        return children;
    }

    private List<ResultShape> ListKept(ResultNode node, string at, int offset, int count, int depth)
    {
        List<ResultShape> children = [];
        for (int i = offset; i < offset + count; i++)
        {
            ResultNode member = node.Members[i];
            children.Add(Describe(member, PointerText.Below(at, member.Name!), depth - 1));
        }

        return children;
    }

    /// <param name="node">The value.</param>
    /// <param name="at">Where it is.</param>
    /// <param name="depth">How deep its children are listed, if they are known.</param>
    private ResultShape Describe(ResultNode node, string at, int depth = 0)
    {
        _listed++;
        int count = (int)Math.Min(node.Length, query.Limit);
        bool isListed = depth > 0 && node.IsObject && node.Kind != ResultKind.Media && count <= node.Members.Count
            && _listed + count <= MostListed;
        return ShapeForm.Of(node, at) with { Children = isListed ? ListKept(node, at, 0, count, depth) : null };
    }
}
