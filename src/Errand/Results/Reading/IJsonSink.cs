namespace Errand.Results.Reading;

/// <summary>Receives tokens, many without an await between them.</summary>
internal interface IJsonSink
{
    /// <summary>False when it has enough: this was the last one.</summary>
    bool Take(in JsonToken token);
}
