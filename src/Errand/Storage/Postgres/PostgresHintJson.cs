using System.Text.Json.Serialization;

namespace Errand.Storage.Postgres;

[JsonSerializable(typeof(PostgresHint))]
internal sealed partial class PostgresHintJson : JsonSerializerContext;
