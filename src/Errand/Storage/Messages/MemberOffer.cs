using System.Text.Json.Serialization;

namespace Errand.Storage.Messages;

/// <summary>What a handler takes on.</summary>
/// <param name="Queues">The queues that it serves; null: all.</param>
/// <param name="Types">The task types that it can run.</param>
internal sealed record MemberOffer(
    [property: JsonPropertyName("queues")] IReadOnlyList<string>? Queues, [property: JsonPropertyName("types")] IReadOnlyList<string> Types)
{
    public bool Serves(string queue) => Queues?.Contains(queue) != false;

    /// <summary>By what is offered, in this order.</summary>
    public bool Equals(MemberOffer? other) =>
        other is not null && Types.SequenceEqual(other.Types)
        && (Queues is null ? other.Queues is null : other.Queues is not null && Queues.SequenceEqual(other.Queues));

    public override int GetHashCode() => HashCode.Combine(Queues?.Count, Types.Count);
}
