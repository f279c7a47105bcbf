using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Errand.Binding.Summaries;

/// <summary>A place in results that leads to members of the summary, or is one.</summary>
/// <param name="name">The last part of its pointer.</param>
internal sealed class SummaryNode(string name)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly List<SummaryNode> _below = [];

    /// <summary>Which member it is; null when it only leads to some.</summary>
    public int? Member { get; private set; }

    /// <summary>How many places are directly below it.</summary>
    public int Count => _below.Count;

    /// <summary>As the number of an element; -1 when it is not one.</summary>
    private int Index { get; } =
        name is ['0', _, ..] || !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? -1 : index;

    /// <summary>Adds the place of a member below this one.</summary>
    public void Add(ReadOnlySpan<string> steps, int member)
    {
        if (steps.IsEmpty)
        {
            Member = member;
            return;
        }

        string first = steps[0];
        SummaryNode? next = _below.Find(node => node.Is(Encoding.UTF8.GetBytes(first)));
        if (next is null)
        {
            next = new SummaryNode(first);
            _below.Add(next);
        }

        next.Add(steps[1..], member);
    }

    public SummaryNode this[int place] => _below[place];

    /// <summary>Which of those below it is the member of an object; -1 for none.</summary>
    /// <param name="name">The member's name, with its quotes.</param>
    public int Find(in ReadOnlySequence<byte> name)
    {
        ReadOnlySpan<byte> json = name.IsSingleSegment ? name.FirstSpan : name.ToArray();
        for (int i = 0; i < _below.Count; i++)
        {
            if (_below[i].IsNamed(json))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Which of those below it is the element of an array; -1 for none.</summary>
    public int Find(int index)
    {
        for (int i = 0; i < _below.Count; i++)
        {
            if (_below[i].Index == index)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>How many of those below it may be elements of an array.</summary>
    public int CountElements() => _below.Count(node => node.Index >= 0);

    private bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(_name);

    private bool IsNamed(ReadOnlySpan<byte> json)
    {
        if (!json.Contains((byte)'\\'))
        {
            return Is(json[1..^1]);
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.ValueTextEquals(_name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // A name that is not text.
        }
    }
}
