using System.Text.Json;
using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A <see cref="MemberOffer"/> as text.</summary>
internal static class OfferText
{
    public static string? Write(MemberOffer? offer) =>
        offer is null ? null : JsonSerializer.Serialize(offer, OfferJson.Default.MemberOffer);

    public static MemberOffer Read(string text) => JsonSerializer.Deserialize(text, OfferJson.Default.MemberOffer)!;
}
