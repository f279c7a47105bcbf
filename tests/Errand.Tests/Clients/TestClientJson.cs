using System.Text.Json.Serialization;

namespace Errand.Tests.Clients;

/// <summary>As a program without reflection writes its types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddArgs))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestClientJson : JsonSerializerContext;
