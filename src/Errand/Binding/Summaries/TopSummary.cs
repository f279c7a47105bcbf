using System.Buffers;

namespace Errand.Binding.Summaries;

/// <summary>The summary of a type whose author named no members: the first ones at the result's top.</summary>
internal static class TopSummary
{
    public static ReadOnlyMemory<byte> Take(ReadOnlySequence<byte> result)
    {
        // Most results are a number or a text and have no summary. Every run comes here, so that they must cost nothing.
        if (result.FirstSpan is [not ((byte)'{' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'), ..])
        {
            return default;
        }

        var json = new JsonSkim(result);
        if (!json.TryTake((byte)'{'))
        {
            return default;
        }

        var summary = new SummaryText(stackalloc byte[TaskLimits.MaxSummaryBytes]);
        while (summary.Count < TaskLimits.MaxDefaultSummaryMembers && json.TryNextMember(out ReadOnlySequence<byte> name))
        {
            bool isContainer = JsonSkim.IsContainer(json.Next);
            long start = json.Position;
            if (!json.Skip())
            {
                break;
            }

            if (!isContainer)
            {
                summary.Add(name, json.Slice(start, json.Position));
            }
        }

        return summary.Written;
    }
}
