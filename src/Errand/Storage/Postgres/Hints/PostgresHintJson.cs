using System.Text.Json.Serialization;

namespace Errand.Storage.Postgres.Hints;

[JsonSerializable(typeof(PostgresHint))]
internal sealed partial class PostgresHintJson : JsonSerializerContext;
