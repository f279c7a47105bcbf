using System.Text.Json.Serialization;

namespace Errand.Dashboard.Tests.Servers;

[JsonDerivedType(typeof(EveryCircle), "circle")]
[JsonDerivedType(typeof(EverySquare), "square")]
internal abstract record EveryShape;
