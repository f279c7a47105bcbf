using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A row whose columns both stores return in the same order, each in its own types.</summary>
internal interface IColumns
{
    bool IsNull(int column);

    int GetInt32(int column);

    long GetInt64(int column);

    double GetDouble(int column);

    bool GetBoolean(int column);

    string GetString(int column);

    byte[] GetBytes(int column);

    DateTimeOffset GetInstant(int column);

    MemberId GetHandler(int column);
}
