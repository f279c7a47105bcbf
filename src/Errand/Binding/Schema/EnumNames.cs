using System.Text;
using System.Text.Json;

namespace Errand.Binding.Schema;

/// <summary>The names that the members of a dictionary with an enum for its keys may have.</summary>
internal sealed class EnumNames(string[] names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    public string Words { get; } = $"must be named one of {string.Join(", ", names)}";

    public bool Has(ref readonly Utf8JsonReader name)
    {
        foreach (byte[] known in _names)
        {
            if (name.ValueTextEquals(known))
            {
                return true;
            }
        }

        return false;
    }
}
