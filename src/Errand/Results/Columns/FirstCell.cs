using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Finds out whether a column is one of instants: by the first of its cells that is not null. Then it has enough.</summary>
internal sealed class FirstCell : ICells
{
    public bool IsInstant { get; private set; }

    public bool TryTake(in JsonToken token)
    {
        IsInstant = token.Type == JsonTokenType.String && InstantSeconds.TryRead(token.Unescaped(), out _);
        return token.Type == JsonTokenType.Null;
    }

    public void EndRow(long row)
    {
    }
}
