using System.Reflection;
using System.Security.Cryptography;

namespace Errand.Submitting;

/// <summary>An option whose values are of one type, by which the query and the body are read.</summary>
/// <typeparam name="T">The type of its member of <see cref="SubmitOptions"/>; null is an option that was not sent.</typeparam>
internal sealed class TaskOption<T> : TaskOption
{
    private readonly Func<SubmitOptions, T> _get;
    private readonly Action<SubmitOptions, T> _set;
    private readonly Action<T, OptionTerms, List<Fault>> _check;

    /// <param name="name">Its name in the body of <c>POST /v1/tasks</c>, and in pointers.</param>
    /// <param name="member">Its member of <see cref="SubmitOptions"/>.</param>
    /// <param name="check">Adds what is wrong with a value.</param>
    public TaskOption(string name, string member, Action<T, OptionTerms, List<Fault>> check)
        : base(name)
    {
        PropertyInfo property = typeof(SubmitOptions).GetProperty(member)!;
        _get = property.GetMethod!.CreateDelegate<Func<SubmitOptions, T>>();
        _set = property.SetMethod!.CreateDelegate<Action<SubmitOptions, T>>();
        _check = check;
    }

    public T Get(SubmitOptions options) => _get(options);

    /// <summary>Sets it in options that are still being read. Their members are init-only for all others: an expression with <c>with</c>
    /// would copy them for each option.</summary>
    public void Set(SubmitOptions options, T value) => _set(options, value);

    public override void Check(in OptionTerms terms, List<Fault> faults)
    {
        T value = _get(terms.Options);
        if (value is not null)
        {
            _check(value, terms, faults);
        }
    }

    public override void AppendTo(IncrementalHash hash, SubmitOptions options)
    {
        T value = _get(options);
        if (value is not null)
        {
            RequestHash.Append(hash, Name);
            RequestHash.AppendValue(hash, value);
        }
    }
}
