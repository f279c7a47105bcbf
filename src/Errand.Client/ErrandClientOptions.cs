using System.Text.Json.Serialization.Metadata;

namespace Errand;

/// <summary>Which server a client talks to, and how.</summary>
public sealed class ErrandClientOptions
{
    /// <summary>Where the server is, such as <c>https://tasks.example</c>; with the prefix, if it has one:
    /// <c>https://example.com/jobs</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>A key of the server's, sent as <c>Authorization: Bearer</c>. Null: none.</summary>
    public string? Key { get; set; }

    /// <summary>How your types are written and read, besides by reflection: a <c>JsonSerializerContext</c> of yours whose names are in
    /// camelCase. Needed in native AOT, where there is no reflection. Null: none.</summary>
    public IJsonTypeInfoResolver? Contracts { get; set; }

    /// <summary>The clock of pauses and time-outs. Default: the real one.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
