using Errand.Results.Reading;

namespace Errand.Tests.Results;

/// <summary>Gives a sink each token, whatever it could take without.</summary>
internal sealed class PlainSink(IJsonSink sink) : IJsonSink
{
    public bool Take(in JsonToken token) => sink.Take(token);
}
