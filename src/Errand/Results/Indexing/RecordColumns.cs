using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>The members of the objects of an array, in the order of their first appearance, and what they are.</summary>
internal sealed class RecordColumns
{
    /// <summary>Objects that are maps have as many names as there are keys. They are no table.</summary>
    public const int Most = 1000;

    private readonly List<byte[]> _names = [];
    private readonly List<CellKinds> _kinds = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public int Count => _names.Count;

    /// <summary>There are more than the list has room for.</summary>
    public bool IsTooLong { get; private set; }

    public string Name(int number) => Encoding.UTF8.GetString(_names[number]);

    public CellKinds Kinds(int number) => _kinds[number];

    /// <summary>The number of a name, or -1 if the list does not have it.</summary>
    /// <param name="name">The name, without escapes.</param>
    /// <param name="likely">The number that it most likely has: most objects have their members in one order.</param>
    public int Find(ReadOnlySpan<byte> name, int likely) =>
        likely < _names.Count && name.SequenceEqual(_names[likely]) ? likely
        : _numbers.TryGetValue(Encoding.UTF8.GetString(name), out int number) ? number
        : -1;

    /// <summary>The number of a name, which is added if it is new; -1 if the list is full.</summary>
    public int Add(in JsonToken name, int likely)
    {
        ReadOnlySpan<byte> text = name.Unescaped();
        int number = Find(text, likely);
        if (number >= 0)
        {
            return number;
        }

        if (_names.Count == Most)
        {
            IsTooLong = true;
            return -1;
        }

        _numbers.Add(Encoding.UTF8.GetString(text), _names.Count);
        _names.Add(text.ToArray());
        _kinds.Add(CellKinds.None);
        return _names.Count - 1;
    }

    public void AddKind(int number, CellKinds kind) => _kinds[number] |= kind;

    public long MemorySize => _names.Sum(name => (3L * name.Length) + 120);
}
