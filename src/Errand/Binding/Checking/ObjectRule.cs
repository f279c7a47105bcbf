using System.Text;
using System.Text.Json;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>An object whose members are declared.</summary>
internal sealed class ObjectRule : ValueRule
{
    private Member[] _members = [];
    private bool _isOpen;
    private string _unknown = "";

    /// <summary>Completes the rule. Apart from the constructor because a recursive type's members lead back to it.</summary>
    public void Complete(IEnumerable<(string Name, ValueRule Rule, bool IsRequired)> members, bool isOpen)
    {
        _members = [.. members.Select(m => new Member(m.Name, Encoding.UTF8.GetBytes(m.Name), m.Rule, m.IsRequired))];
        _isOpen = isOpen;
        _unknown = _members.Length == 0
            ? "is unknown; no members are expected"
            : $"is unknown; expected {Excerpt.Shorten(string.Join(", ", _members.Select(m => m.Name)))}";
    }

    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.StartObject)
        {
            run.Mismatch("an object");
            return;
        }

        Span<bool> seen = _members.Length <= 64 ? stackalloc bool[64] : new bool[_members.Length];
        int owner = 0;
        int next = 0;
        while (run.Read() != JsonTokenType.EndObject)
        {
            int i = Find(in run.Reader, next);
            if (i < 0)
            {
                owner = owner == 0 ? run.NewOwner() : owner;
                CheckUnknown(ref run, owner);
                continue;
            }

            if (seen[i])
            {
                run.ThrowDuplicate();
            }

            seen[i] = true;
            next = i + 1;
            run.Enter(_members[i].Name);
            run.Read();
            _members[i].Rule.Check(ref run);
            run.Leave();
        }

        CheckRequired(ref run, seen);
    }

    private void CheckUnknown(ref CheckRun run, int owner)
    {
        if (!_isOpen && !run.AllowsUnknown && !run.IsFull && !LoneSurrogate.In(in run.Reader))
        {
            run.EnterNamed();
            run.Add(FaultCode.Unknown, _unknown);
            run.Leave();
        }

        AnyRule.WalkMember(ref run, owner);
    }

    private void CheckRequired(ref CheckRun run, scoped ReadOnlySpan<bool> seen)
    {
        for (int i = 0; i < _members.Length; i++)
        {
            if (_members[i].IsRequired && !seen[i])
            {
                run.FaultOfMember(_members[i].Name, FaultCode.Required, "is required");
            }
        }
    }

    /// <summary>Senders keep to the declared order as a rule, so the search starts behind the last hit.</summary>
    private int Find(ref readonly Utf8JsonReader name, int next)
    {
        if (LoneSurrogate.In(in name))
        {
            return -1;
        }

        for (int i = next; i < _members.Length; i++)
        {
            if (name.ValueTextEquals(_members[i].Utf8Name))
            {
                return i;
            }
        }

        for (int i = 0; i < next; i++)
        {
            if (name.ValueTextEquals(_members[i].Utf8Name))
            {
                return i;
            }
        }

        return -1;
    }

    private readonly record struct Member(string Name, byte[] Utf8Name, ValueRule Rule, bool IsRequired);
}
