using System.Globalization;

namespace Errand.Storage.Messages;

/// <summary>A large value that the store keeps in parts.</summary>
internal readonly record struct BlobId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
