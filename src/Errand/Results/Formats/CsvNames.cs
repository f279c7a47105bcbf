using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>The members of the objects of an array, in the order of their first appearance.</summary>
internal sealed class CsvNames
{
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    public ReadOnlySpan<byte> this[int number] => _names[number];

    public void Add(byte[] name)
    {
        _numbers.Add(Encoding.UTF8.GetString(name), _names.Count);
        _names.Add(name);
    }

    /// <summary>The number of the name that is the current token, or -1 when it is a new one.</summary>
    /// <param name="json">Stands at a name.</param>
    /// <param name="likely">The number that it most likely has: most objects have their members in one order.</param>
    public int Find(JsonTokens json, int likely)
    {
        ReadOnlySpan<byte> name = json.Unescaped();
        return likely < _names.Count && name.SequenceEqual(_names[likely]) ? likely
            : _numbers.TryGetValue(Encoding.UTF8.GetString(name), out int number) ? number
            : -1;
    }
}
