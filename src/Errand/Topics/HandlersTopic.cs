using System.Text.Json;
using Errand.Insight;

namespace Errand.Topics;

/// <summary>The lists of live handlers and janitors.</summary>
internal sealed class HandlersTopic(Members members) : ListTopic(HintTopics.Handlers, "handlers", new HandlersHint())
{
    private protected override async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<MemberView> live = await members.ListLiveAsync(cancellationToken);
        // Each sign of life changes these.
        var list = new ItemList<MemberView>([.. live.Select(member => member with { LastBeatAt = default, MemoryBytes = 0 })]);
        return JsonSerializer.SerializeToUtf8Bytes(list, ErrandJson.Default.ItemListMemberView);
    }
}
