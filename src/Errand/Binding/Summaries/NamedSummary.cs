using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Errand.Binding.Summaries;

/// <summary>The summary of a type whose author named its members. One pass over a result finds them, and ends with the last one.</summary>
internal sealed class NamedSummary
{
    /// <summary>With their quotes.</summary>
    private readonly ReadOnlySequence<byte>[] _names;

    private readonly SummaryNode _top = new("");

    public NamedSummary(IReadOnlyList<SummaryMember> members)
    {
        _names = [.. members.Select(member => new ReadOnlySequence<byte>(
            [(byte)'"', .. JsonEncodedText.Encode(member.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"']))];
        for (int i = 0; i < members.Count; i++)
        {
            _top.Add([.. members[i].Steps], i);
        }
    }

    public ReadOnlyMemory<byte> Take(ReadOnlySequence<byte> result)
    {
        Span<(long Start, long End)> found = stackalloc (long, long)[TaskLimits.MaxSummaryMembers];
        found.Clear();
        var json = new JsonSkim(result);
        Visit(ref json, _top, isLast: true, found);

        // In the order in which they are named: what comes first has room first.
        var summary = new SummaryText(stackalloc byte[TaskLimits.MaxSummaryBytes]);
        for (int i = 0; i < _names.Length; i++)
        {
            (long start, long end) = found[i];
            if (end > 0)
            {
                summary.Add(_names[i], json.Slice(start, end));
            }
        }

        return summary.Written;
    }

    /// <summary>Looks at the next value, and goes past it.</summary>
    /// <param name="json">Where it is.</param>
    /// <param name="node">What is wanted of it.</param>
    /// <param name="isLast">Whether nothing is wanted of what comes after it, so that it need not be gone past.</param>
    /// <param name="found">Where the values of members are.</param>
    /// <returns>Whether to go on.</returns>
    private static bool Visit(ref JsonSkim json, SummaryNode node, bool isLast, scoped Span<(long Start, long End)> found)
    {
        byte first = json.Next;
        if (JsonSkim.IsContainer(first) && node.Count > 0)
        {
            json.TryTake(first);
            return first == '{' ? VisitMembers(ref json, node, isLast, found) : VisitElements(ref json, node, isLast, found);
        }

        if (JsonSkim.IsContainer(first))
        {
            return !isLast && json.Skip();
        }

        long start = json.Position;
        bool isWhole = json.Skip();
        if (isWhole && node.Member is { } member)
        {
            found[member] = (start, json.Position);
        }

        return isWhole && !isLast;
    }

    /// <summary>Of several members of one name, the first counts.</summary>
    private static bool VisitMembers(ref JsonSkim json, SummaryNode node, bool isLast, scoped Span<(long Start, long End)> found)
    {
        (uint seen, int left) = (0, node.Count);
        while (left > 0 && json.TryNextMember(out ReadOnlySequence<byte> name))
        {
            int place = node.Find(name);
            bool isWanted = place >= 0 && (seen & (1u << place)) == 0;
            if (isWanted)
            {
                seen |= 1u << place;
                left--;
            }

            if (!(isWanted ? Visit(ref json, node[place], isLast && left == 0, found) : json.Skip()))
            {
                return false;
            }
        }

        return !isLast && json.SkipRest();
    }

    private static bool VisitElements(ref JsonSkim json, SummaryNode node, bool isLast, scoped Span<(long Start, long End)> found)
    {
        int left = node.CountElements();
        for (int i = 0; left > 0 && json.TryNextElement(); i++)
        {
            int place = node.Find(i);
            left -= place >= 0 ? 1 : 0;
            if (!(place >= 0 ? Visit(ref json, node[place], isLast && left == 0, found) : json.Skip()))
            {
                return false;
            }
        }

        return !isLast && json.SkipRest();
    }
}
