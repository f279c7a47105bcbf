using System.Text.Json.Serialization;

namespace Errand.Submitting;

[JsonSerializable(typeof(HashedOptions))]
internal sealed partial class HashedOptionsJson : JsonSerializerContext;
