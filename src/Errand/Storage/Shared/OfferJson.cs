using System.Text.Json.Serialization;
using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A <see cref="MemberOffer"/> as it is stored: <c>{"queues":…,"types":…}</c>. A newer process may have stored more.</summary>
[JsonSerializable(typeof(MemberOffer))]
internal sealed partial class OfferJson : JsonSerializerContext;
